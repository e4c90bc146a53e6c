/**
 * Software images: named, published, mirrored, described, deleted; and the servers they come from.
 */
@NullMarked
package io.netdepot.images;

import org.jspecify.annotations.NullMarked;
