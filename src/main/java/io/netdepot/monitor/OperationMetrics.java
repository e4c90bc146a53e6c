package io.netdepot.monitor;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.netdepot.catalog.OperationKind;
import io.netdepot.catalog.OperationState;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.operation.OperationListener;
import java.time.Duration;
import java.util.Optional;

/**
 * Counts ends for Prometheus. Labels are from small closed sets: no address and no file name is
 * one.
 */
public final class OperationMetrics implements OperationListener {
  private final MeterRegistry registry;
  private final Timer waits;

  public OperationMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.waits =
        Timer.builder("netdepot.queue.wait")
            .description("How long switches wait for their place before a try begins")
            .serviceLevelObjectives(
                Duration.ofMillis(100),
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                Duration.ofMinutes(1),
                Duration.ofMinutes(10),
                Duration.ofHours(1))
            .register(registry);
    registerAtZero();
  }

  // What has not happened yet is 0 and not unknown: else the first failure would be no increase.
  private void registerAtZero() {
    for (OperationKind kind : OperationKind.values()) {
      for (OperationState state : OperationState.values()) {
        if (state.isTerminal()) {
          Counter unused = ended(kind, state);
          if (state != OperationState.FAILED) {
            Counter unusedToo = ended(kind, state, "");
          }
        }
      }
      for (FailureReason reason : FailureReason.values()) {
        Counter unused = ended(kind, OperationState.FAILED, reason.code());
        if (reason.retryHelps()) {
          Counter unusedToo = failedTries(kind, reason);
        }
      }
    }
  }

  private Counter ended(OperationKind kind, OperationState state, String reason) {
    return Counter.builder("netdepot.switches")
        .description("Switches whose collection or delivery ended, by how and why")
        .tag("kind", kind.word())
        .tag("state", state.word())
        .tag("reason", reason)
        .register(registry);
  }

  private Counter ended(OperationKind kind, OperationState state) {
    return Counter.builder("netdepot.operations")
        .description("Operations that ended, by how")
        .tag("kind", kind.word())
        .tag("state", state.word())
        .register(registry);
  }

  private Counter failedTries(OperationKind kind, FailureReason reason) {
    return Counter.builder("netdepot.retries")
        .description("Tries of switches that failed and were followed by another one, by why")
        .tag("kind", kind.word())
        .tag("reason", reason.code())
        .register(registry);
  }

  @Override
  public void switchTaken(Duration waited) {
    waits.record(waited.isNegative() ? Duration.ZERO : waited);
  }

  @Override
  public void phaseEnded(Phase phase, Duration spent) {
    Timer.builder("netdepot.phase")
        .description("How long tries of switches are in each phase")
        .serviceLevelObjectives(
            Duration.ofMillis(100),
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30))
        .tag("phase", phase.word())
        .register(registry)
        .record(spent);
  }

  @Override
  public void tryFailed(OperationKind kind, FailureReason reason) {
    failedTries(kind, reason).increment();
  }

  @Override
  public void switchEnded(
      OperationKind kind, OperationState state, Optional<FailureReason> reason) {
    ended(kind, state, reason.map(FailureReason::code).orElse("")).increment();
  }

  @Override
  public void operationEnded(OperationKind kind, OperationState state) {
    ended(kind, state).increment();
  }
}
