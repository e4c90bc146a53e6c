/** What changed, told to those who follow it while it happens. */
@NullMarked
package io.netdepot.events;

import org.jspecify.annotations.NullMarked;
