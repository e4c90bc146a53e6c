package io.netdepot.upkeep;

import java.time.Instant;
import java.util.List;

/** A kind of things of which old ones may go. Thread-safe; may block. */
public interface Retained {

  /** The kind. */
  Leaving.Kind kind();

  /** What the rules let go at this moment, the oldest first; nothing while they are off. */
  List<Leaving> plan(Instant now);

  /** Removes one of them, unless it is needed after all. */
  Removal remove(Leaving leaving);

  /** What became of a removal. */
  enum Removal {
    GONE,
    /** Somebody holds it, or the rule does not fit any more. */
    KEPT,
    /** It was gone already. */
    MISSING
  }
}
