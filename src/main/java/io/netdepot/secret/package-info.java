/** Secrets: the one place that encrypts, hashes, compares and masks them. */
@NullMarked
package io.netdepot.secret;

import org.jspecify.annotations.NullMarked;
