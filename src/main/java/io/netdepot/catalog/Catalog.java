package io.netdepot.catalog;

/** Everything that is recorded. */
public interface Catalog extends AutoCloseable {
  ProfileCatalog profiles();

  OperationCatalog operations();

  PackageCatalog packages();

  /** Asks the database for a trivial answer; throws when it gives none. For health checks. */
  void ping();

  /** Waits for running calls, then closes the database. */
  @Override
  void close();
}
