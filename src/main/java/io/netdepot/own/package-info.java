/** Our own API: what the vendors' do not have. */
@NullMarked
package io.netdepot.own;

import org.jspecify.annotations.NullMarked;
