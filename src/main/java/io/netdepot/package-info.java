/**
 * Netdepot's composition root: it reads the settings, wires the parts by their constructors and
 * starts them.
 */
@NullMarked
package io.netdepot;

import org.jspecify.annotations.NullMarked;
