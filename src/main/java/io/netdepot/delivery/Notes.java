package io.netdepot.delivery;

import io.netdepot.delivery.SwitchNote.Fact;
import java.util.Optional;

/** What is noted of a switch for later tries. Used by the thread of the try. */
public interface Notes {
  /** What is noted, if it is. */
  Optional<String> noted(Fact fact);

  /** Notes it in place of what was noted before; durable when this returns. */
  void note(Fact fact, String value);
}
