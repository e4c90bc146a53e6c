package io.netdepot.upkeep;

import io.netdepot.catalog.Operation;
import io.netdepot.config.Durations;
import io.netdepot.config.RetentionSettings;
import io.netdepot.fleet.EntityId;
import io.netdepot.operation.Operations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Operations that ended long ago. One whose packages are still here stays, to tell of them. */
public final class OldOperations implements Retained {
  private static final String RULE = "operations.keep-age";

  private final Duration age;
  private final Operations operations;

  public OldOperations(RetentionSettings settings, Operations operations) {
    this.age = settings.operationAge();
    this.operations = operations;
  }

  @Override
  public Leaving.Kind kind() {
    return Leaving.Kind.OPERATION;
  }

  @Override
  public List<Leaving> plan(Instant now) {
    return age.isZero()
        ? List.of()
        : operations.forgettable(now.minus(age)).stream().map(this::leaving).toList();
  }

  private Leaving leaving(Operation operation) {
    return new Leaving(
        kind(),
        operation.id().value(),
        operation.state().word(),
        0,
        operation.updatedAt(),
        RULE,
        "It ended at %s, operations are kept for %s, and none of its packages is here"
            .formatted(operation.updatedAt(), Durations.format(age)));
  }

  @Override
  public Removal remove(Leaving leaving) {
    // The end is not before what the plan saw, so it is checked once more that nothing changed.
    Instant endedBefore = leaving.since().plusNanos(1);
    return operations.forget(new EntityId(leaving.id()), endedBefore) ? Removal.GONE : Removal.KEPT;
  }
}
