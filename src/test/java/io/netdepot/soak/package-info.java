/** Random work on a service that is killed again and again, and what must hold afterwards. */
@NullMarked
package io.netdepot.soak;

import org.jspecify.annotations.NullMarked;
