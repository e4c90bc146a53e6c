/** Makes recordings of real devices, with what is secret or tells where they stand masked. */
@NullMarked
package io.netdepot.capture;

import org.jspecify.annotations.NullMarked;
