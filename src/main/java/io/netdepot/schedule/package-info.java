/** Work that begins by the clock: what it is, when, and how it went. */
@NullMarked
package io.netdepot.schedule;

import org.jspecify.annotations.NullMarked;
