package io.netdepot.images;

import io.netdepot.fleet.EntityId;
import java.util.List;

/** How deleting an image ended. */
public sealed interface Deletion {
  /** It is gone. */
  record Done() implements Deletion {}

  /** There is none. */
  record NotFound() implements Deletion {}

  /**
   * It is kept.
   *
   * @param by the operations that put it onto switches and have not ended
   */
  record Needed(List<EntityId> by) implements Deletion {
    public Needed {
      by = List.copyOf(by);
    }
  }
}
