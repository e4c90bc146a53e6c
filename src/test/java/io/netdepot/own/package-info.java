@NullMarked
package io.netdepot.own;

import org.jspecify.annotations.NullMarked;
