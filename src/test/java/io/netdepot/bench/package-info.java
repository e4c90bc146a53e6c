/**
 * Benchmarks: the service as its users start it, against what an administrator would use instead.
 * Run by the scripts in {@code bench/}; none of them is a test.
 */
@NullMarked
package io.netdepot.bench;

import org.jspecify.annotations.NullMarked;
