/**
 * Simulated switches: real SSH servers on loopback that speak NVOS 25.02 and, when told so, fail in
 * every way a switch can. For the demo, the tests and the benchmarks; the service itself never uses
 * it.
 */
@NullMarked
package io.netdepot.simulator;

import org.jspecify.annotations.NullMarked;
