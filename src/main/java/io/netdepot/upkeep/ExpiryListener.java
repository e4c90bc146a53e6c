package io.netdepot.upkeep;

import io.netdepot.catalog.ExpiryState;

/** Hears of each run of the rules of retention when it has ended. Throws nothing. */
@FunctionalInterface
public interface ExpiryListener {
  void ended(ExpiryState run);
}
