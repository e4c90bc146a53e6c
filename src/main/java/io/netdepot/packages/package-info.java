/** Support packages: published, named, listed, deleted, and put right at start. */
@NullMarked
package io.netdepot.packages;

import org.jspecify.annotations.NullMarked;
