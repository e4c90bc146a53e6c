/**
 * Whether an archive is whole: gzip or xz to its checksums, tar to its end mark, within limits.
 * Nothing is ever unpacked to disk.
 */
@NullMarked
package io.netdepot.archive;

import org.jspecify.annotations.NullMarked;
