/** Real programs of others that tests and benchmarks run against. */
@NullMarked
package io.netdepot.peer;

import org.jspecify.annotations.NullMarked;
