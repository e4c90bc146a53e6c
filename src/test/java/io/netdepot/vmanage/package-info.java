@NullMarked
package io.netdepot.vmanage;

import org.jspecify.annotations.NullMarked;
