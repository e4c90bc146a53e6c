/**
 * The words every other package speaks: ids, switch addresses, tasks, phases, reasons of failure.
 * Depends on nothing.
 */
@NullMarked
package io.netdepot.fleet;

import org.jspecify.annotations.NullMarked;
