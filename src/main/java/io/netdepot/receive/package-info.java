/** Where switches push the packages that cannot be fetched from them. */
@NullMarked
package io.netdepot.receive;

import org.jspecify.annotations.NullMarked;
