@NullMarked
package io.netdepot.http;

import org.jspecify.annotations.NullMarked;
