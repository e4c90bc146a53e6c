/**
 * A collection: taking tasks to work, one try of one switch, the beans that the step routes call,
 * recovery, stopping.
 */
@NullMarked
package io.netdepot.collect;

import org.jspecify.annotations.NullMarked;
