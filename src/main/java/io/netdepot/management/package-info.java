/** The management port: health, metrics, and what else is let in there. */
@NullMarked
package io.netdepot.management;

import org.jspecify.annotations.NullMarked;
