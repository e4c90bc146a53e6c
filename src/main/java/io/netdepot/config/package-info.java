/**
 * The settings: typed records, read from the file, the environment and the command line, and
 * checked at start.
 */
@NullMarked
package io.netdepot.config;

import org.jspecify.annotations.NullMarked;
