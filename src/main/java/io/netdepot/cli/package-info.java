/**
 * The commands that people type: they read options, call a part through its interface, and print.
 */
@NullMarked
package io.netdepot.cli;

import org.jspecify.annotations.NullMarked;
