package io.netdepot;

import io.netdepot.config.Durations;
import io.netdepot.http.AuditFile;
import io.netdepot.upkeep.Leaving;
import io.netdepot.upkeep.Retained;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Lines of the audit that are too old; they go all at once. */
record OldAudit(Duration age, AuditFile audit) implements Retained {
  @Override
  public Leaving.Kind kind() {
    return Leaving.Kind.AUDIT;
  }

  @Override
  public List<Leaving> plan(Instant now) {
    if (age.isZero()) {
      return List.of();
    }
    Instant before = now.minus(age);
    try {
      long bytes = audit.bytesBefore(before);
      return bytes == 0
          ? List.of()
          : List.of(
              new Leaving(
                  kind(),
                  kind().word(),
                  "lines before " + before,
                  bytes,
                  before,
                  "audit.keep-age",
                  "Lines of the audit are kept for " + Durations.format(age)));
    } catch (IOException e) {
      throw new UncheckedIOException("The audit cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public Removal remove(Leaving leaving) {
    try {
      return audit.removeBefore(leaving.since()) > 0 ? Removal.GONE : Removal.MISSING;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
