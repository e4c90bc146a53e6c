/**
 * Looking after what is kept: letting old things go by rules, and reading stored blobs again to
 * find damage.
 */
@NullMarked
package io.netdepot.upkeep;

import org.jspecify.annotations.NullMarked;
