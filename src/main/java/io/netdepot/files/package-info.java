/** The disk as the product writes to it: every changing call, and small files for us alone. */
@NullMarked
package io.netdepot.files;

import org.jspecify.annotations.NullMarked;
