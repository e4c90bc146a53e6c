/** Telling others that an operation has ended: what routes/notify.camel.yaml may call. */
@NullMarked
package io.netdepot.notify;

import org.jspecify.annotations.NullMarked;
