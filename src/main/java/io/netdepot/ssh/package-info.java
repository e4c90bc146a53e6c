/**
 * The SSH endpoint: one shared client for all switches, host keys, commands and fetches with limits
 * that hold.
 */
@NullMarked
package io.netdepot.ssh;

import org.jspecify.annotations.NullMarked;
