@NullMarked
package io.netdepot.devices;

import org.jspecify.annotations.NullMarked;
