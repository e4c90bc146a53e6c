/** Which key the kept passwords are sealed with: looked at when the service starts, and changed. */
@NullMarked
package io.netdepot.sealing;

import org.jspecify.annotations.NullMarked;
