/**
 * The tour that {@code netdepot demo} takes: a collection, seen through the public REST API only.
 */
@NullMarked
package io.netdepot.demo;

import org.jspecify.annotations.NullMarked;
