/**
 * The other half of image sync: stored images are put onto switches, and installed where that is
 * asked for. What is done is a step route; this is what it calls, and what has to be known again
 * after a reboot, of the switch or of the service.
 */
@NullMarked
package io.netdepot.delivery;

import org.jspecify.annotations.NullMarked;
