/** The NMX-M REST API of the vendor: its operations, its wire records, its errors. */
@NullMarked
package io.netdepot.nmx;

import org.jspecify.annotations.NullMarked;
