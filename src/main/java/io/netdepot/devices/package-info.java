/**
 * Devices whose software is changed as a controller of theirs is asked to: which there are, what is
 * to be done to them, and what becomes of it.
 */
@NullMarked
package io.netdepot.devices;

import org.jspecify.annotations.NullMarked;
