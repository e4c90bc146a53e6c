package io.netdepot.packages;

import io.netdepot.catalog.Hold;
import io.netdepot.fleet.EntityId;

/** Why a package is not removed or not given, in sentences that every API says alike. */
public final class Refusals {
  private Refusals() {}

  /** Somebody wants it kept. */
  public static String held(EntityId id, Hold hold) {
    return "The package "
        + id
        + " is held for "
        + hold.by()
        + "; release it first: DELETE /netdepot/v1/packages/"
        + id
        + "/hold";
  }

  /** Its bytes are lost, or not what was stored. */
  public static String damaged(EntityId id) {
    return "The stored file of package " + id + " is missing or damaged; collect it again";
  }
}
