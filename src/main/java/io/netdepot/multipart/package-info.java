/**
 * Reads {@code multipart/form-data} (RFC 7578, RFC 2046) as it comes, whatever its size: nothing of
 * a file is ever kept.
 */
@NullMarked
package io.netdepot.multipart;

import org.jspecify.annotations.NullMarked;
