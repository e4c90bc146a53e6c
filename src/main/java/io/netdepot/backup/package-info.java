/** Copies of a data directory, made while a service uses it, and their way back. */
@NullMarked
package io.netdepot.backup;

import org.jspecify.annotations.NullMarked;
