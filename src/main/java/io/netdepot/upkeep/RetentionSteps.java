package io.netdepot.upkeep;

import io.netdepot.upkeep.Retained.Removal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What step routes call as {@code retention}: say what goes by the rules, and let it go, one by
 * one. Thread-safe.
 */
public final class RetentionSteps {
  private static final Logger log = LoggerFactory.getLogger(RetentionSteps.class);

  private final Map<Leaving.Kind, Retained> kinds = new EnumMap<>(Leaving.Kind.class);
  private final InstantSource clock;

  public RetentionSteps(List<Retained> kinds, InstantSource clock) {
    kinds.forEach(kind -> this.kinds.put(kind.kind(), kind));
    this.clock = clock;
  }

  /** What goes by the rules and why: kind by kind, the oldest first. */
  public List<Leaving> plan() {
    List<Leaving> all = new ArrayList<>();
    kinds.values().forEach(kind -> all.addAll(kind.plan(clock.instant())));
    return all;
  }

  /**
   * Removes one thing, unless it is needed after all; in a dry run it is only noted. One that
   * cannot be removed does not keep the others.
   */
  public void remove(@Body Leaving leaving, @ExchangeProperty(ExpiryRun.PROPERTY) ExpiryRun run) {
    if (run.isStopped()) {
      return;
    }
    if (run.isDry()) {
      run.went(leaving);
      return;
    }
    try {
      Retained kind = kinds.get(leaving.kind());
      if (kind != null && kind.remove(leaving) == Removal.GONE) {
        run.went(leaving);
        log.info(
            "Expired {} {} ({}), {} bytes, by {}: {}",
            leaving.kind().word(),
            leaving.id(),
            leaving.name(),
            leaving.bytes(),
            leaving.rule(),
            leaving.why());
      }
    } catch (RuntimeException e) {
      String sentence =
          "The %s %s could not be removed: %s"
              .formatted(leaving.kind().word(), leaving.id(), e.getMessage());
      run.failed(sentence);
      log.error(sentence);
    }
  }
}
