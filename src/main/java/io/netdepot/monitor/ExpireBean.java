package io.netdepot.monitor;

import io.netdepot.catalog.ExpiryState;
import io.netdepot.upkeep.Expiry;
import io.netdepot.upkeep.Leaving;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rules of retention as JMX shows them. Thread-safe. */
public final class ExpireBean implements ExpireMXBean {
  private static final Logger log = LoggerFactory.getLogger(ExpireBean.class);

  private final Expiry expiry;

  public ExpireBean(Expiry expiry) {
    this.expiry = expiry;
  }

  @Override
  public boolean isRunning() {
    return expiry.isRunning();
  }

  @Override
  public List<RunRow> getLastRun() {
    return expiry.last().map(ExpireBean::row).stream().toList();
  }

  @Override
  public String run() {
    log.info("The rules of retention are run, as was asked for over JMX");
    return switch (expiry.begin()) {
      case BEGUN -> "The run has begun";
      case RUNNING -> "A run is under way already";
      case STOPPING -> "The service is stopping";
    };
  }

  @Override
  public List<LeavingRow> dryRun() {
    return expiry.dryRun().leaving().stream().map(ExpireBean::row).toList();
  }

  private static RunRow row(ExpiryState state) {
    return new RunRow(
        state.beganAt().toString(),
        state.endedAt().map(Instant::toString).orElse(""),
        state.gone().values().stream().mapToLong(Long::longValue).sum(),
        state.bytes(),
        state.failed(),
        state.problem());
  }

  private static LeavingRow row(Leaving leaving) {
    return new LeavingRow(
        leaving.kind().word(),
        leaving.id(),
        leaving.name(),
        leaving.bytes(),
        leaving.since().toString(),
        leaving.rule(),
        leaving.why());
  }
}
