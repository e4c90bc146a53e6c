/**
 * Blobs: received into the spool, hashed while written, published whole or not at all, read,
 * deleted, swept.
 */
@NullMarked
package io.netdepot.store;

import org.jspecify.annotations.NullMarked;
