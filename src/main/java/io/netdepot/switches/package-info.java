/** Which switch is reached which way: what people have set, and what the switches said. */
@NullMarked
package io.netdepot.switches;

import org.jspecify.annotations.NullMarked;
