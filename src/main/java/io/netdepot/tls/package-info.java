/** The certificate that the API's listener shows. */
@NullMarked
package io.netdepot.tls;

import org.jspecify.annotations.NullMarked;
