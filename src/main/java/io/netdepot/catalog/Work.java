package io.netdepot.catalog;

import org.jdbi.v3.core.Handle;

/**
 * What a call does with the database. It may run more than once, so it changes nothing but the
 * database.
 */
@FunctionalInterface
interface Work<T> {
  T with(Handle handle);
}
