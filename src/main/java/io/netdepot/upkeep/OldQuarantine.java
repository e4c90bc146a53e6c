package io.netdepot.upkeep;

import io.netdepot.catalog.QuarantinedFile;
import io.netdepot.fleet.EntityId;
import io.netdepot.packages.Quarantine;
import java.time.Instant;
import java.util.List;

/** What is kept of packages that are not whole, when its time is over. */
public final class OldQuarantine implements Retained {
  private final Quarantine quarantine;

  public OldQuarantine(Quarantine quarantine) {
    this.quarantine = quarantine;
  }

  @Override
  public Leaving.Kind kind() {
    return Leaving.Kind.QUARANTINED;
  }

  @Override
  public List<Leaving> plan(Instant now) {
    return quarantine.expired(now).stream().map(this::leaving).toList();
  }

  private Leaving leaving(QuarantinedFile file) {
    return new Leaving(
        kind(),
        file.id().value(),
        file.fileName(),
        file.size(),
        file.at(),
        "packages.quarantine",
        "It was kept until " + file.expires());
  }

  @Override
  public Removal remove(Leaving leaving) {
    return quarantine.delete(new EntityId(leaving.id())) ? Removal.GONE : Removal.MISSING;
  }
}
