/**
 * Operations and tasks: the one place that changes their states, and what is known of them while
 * they run.
 */
@NullMarked
package io.netdepot.operation;

import org.jspecify.annotations.NullMarked;
