package io.netdepot.catalog;

import org.slf4j.Logger;

/**
 * Tells the log why work that rests on the catalog was left for later. What the catalog says of its
 * disk is all there is to know, and comes again each time; anything else is a mistake in the
 * program, and is shown with the place where it happened.
 */
public final class CatalogTrouble {
  private CatalogTrouble() {}

  /**
   * Writes an error.
   *
   * @param what could not be done, without a full stop
   */
  public static void tell(Logger log, String what, RuntimeException failure) {
    if (failure instanceof CatalogFailure known && known.kind() != CatalogFailure.Kind.OTHER) {
      log.error("{}: {}", what, known.getMessage());
    } else {
      log.error("{}", what, failure);
    }
  }
}
