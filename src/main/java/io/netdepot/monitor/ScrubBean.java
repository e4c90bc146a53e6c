package io.netdepot.monitor;

import io.netdepot.catalog.ScrubState;
import io.netdepot.store.BlobCheck;
import io.netdepot.upkeep.Scrubs;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The scrub as JMX shows it. Thread-safe. */
public final class ScrubBean implements ScrubMXBean {
  private static final Logger log = LoggerFactory.getLogger(ScrubBean.class);

  private final Scrubs scrubs;

  public ScrubBean(Scrubs scrubs) {
    this.scrubs = scrubs;
  }

  @Override
  public boolean isRunning() {
    return scrubs.isRunning();
  }

  @Override
  public List<RunRow> getLastRun() {
    return scrubs.last().map(ScrubBean::row).stream().toList();
  }

  @Override
  public List<FoundRow> getNotVerified() {
    return scrubs.notVerified().stream().map(ScrubBean::row).toList();
  }

  @Override
  public String run() {
    log.info("A scrub is begun, as was asked for over JMX");
    return scrubs.begin() ? "The scrub has begun" : "A scrub is under way already";
  }

  private static RunRow row(ScrubState state) {
    return new RunRow(
        state.beganAt().toString(),
        state.endedAt().map(Instant::toString).orElse(""),
        state.totalBlobs(),
        state.blobs(),
        state.bytes(),
        state.damaged(),
        state.unreadable());
  }

  private static FoundRow row(BlobCheck found) {
    return new FoundRow(
        found.digest().hex(),
        found.outcome().word(),
        found.checkedAt().toString(),
        found.details());
  }
}
