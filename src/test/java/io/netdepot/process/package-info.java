/** The service as its users run it: a process of its own, its API, its command line. */
@NullMarked
package io.netdepot.process;

import org.jspecify.annotations.NullMarked;
