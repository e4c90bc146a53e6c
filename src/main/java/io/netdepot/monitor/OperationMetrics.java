package io.netdepot.monitor;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netdepot.catalog.OperationState;
import io.netdepot.fleet.FailureReason;
import io.netdepot.operation.OperationListener;
import java.util.Optional;

/**
 * Counts ends for Prometheus. Labels are from small closed sets: no address and no file name is
 * one.
 */
public final class OperationMetrics implements OperationListener {
  private final MeterRegistry registry;

  public OperationMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void switchEnded(OperationState state, Optional<FailureReason> reason) {
    Counter.builder("netdepot.switches")
        .description("Switches whose collection ended, by how and why")
        .tag("state", state.word())
        .tag("reason", reason.map(FailureReason::code).orElse(""))
        .register(registry)
        .increment();
  }

  @Override
  public void operationEnded(OperationState state) {
    Counter.builder("netdepot.operations")
        .description("Operations that ended, by how")
        .tag("state", state.word())
        .register(registry)
        .increment();
  }
}
