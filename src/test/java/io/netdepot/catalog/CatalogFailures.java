package io.netdepot.catalog;

/** What a catalog throws, for tests of those that hear it. */
public final class CatalogFailures {
  private CatalogFailures() {}

  /** Of a disk without room. */
  public static CatalogFailure full() {
    return new CatalogFailure(CatalogFailure.Kind.DISK_FULL, "The disk is full. Make room", null);
  }
}
