/** Brings remote images here: when they are added, on a schedule, on demand; and from the inbox. */
@NullMarked
package io.netdepot.imagesync;

import org.jspecify.annotations.NullMarked;
