@NullMarked
package io.netdepot.nmx;

import org.jspecify.annotations.NullMarked;
