package io.netdepot.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netdepot.config.GivenSettings;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.SwitchFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A switch that begins to push and falls silent, or is slower than a file is worth. */
@Timeout(180)
class StalledPushTest {
  private final AtomicLong now = new AtomicLong();

  private Flow flow(Duration stall, Duration window) {
    return new Flow(
        GivenSettings.of(
                "collect.stall=" + stall.toSeconds() + " s",
                "collect.minimum-rate-window=" + window.toSeconds() + " s")
            .collect(),
        now::get);
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void silence() {
    Flow flow = flow(Duration.ofMinutes(1), Duration.ofHours(1));
    pass(Duration.ofHours(1));
    assertThat(flow.trouble()).isEmpty();
    flow.begin();
    pass(Duration.ofSeconds(59));
    flow.came(1);
    pass(Duration.ofSeconds(59));
    assertThat(flow.trouble()).isEmpty();
    pass(Duration.ofSeconds(1));
    assertThat(flow.trouble().map(Failure::reason)).contains(FailureReason.STALLED);
  }

  @Test
  void whoOnlyAsksForRefusalsHearsOfSilence(@TempDir Path folder) throws IOException {
    try (ReceiverSite site = new ReceiverSite(folder);
        PushedBytes bytes =
            new PushedBytes(
                site.spool(),
                1_000,
                ReceiverSite.NOBODY_LOOKS,
                flow(Duration.ofMinutes(1), Duration.ofHours(1)))) {
      assertThat(bytes.begin()).isTrue();
      assertThat(bytes.write(0, new byte[10], 0, 10)).isTrue();
      pass(Duration.ofSeconds(59));
      assertThat(bytes.refusal()).isEmpty();
      pass(Duration.ofSeconds(1));
      assertThat(bytes.refusal().map(Failure::reason)).contains(FailureReason.STALLED);
      assertThat(bytes.write(10, new byte[10], 0, 10)).isFalse();
    }
  }

  @Test
  void slowness() {
    Flow flow = flow(Duration.ofHours(1), Duration.ofSeconds(10));
    flow.begin();
    flow.came(1);
    flow.came(1 + 10 * 1024);
    pass(Duration.ofSeconds(10));
    assertThat(flow.trouble()).isEmpty();
    flow.came(20 * 1024);
    pass(Duration.ofSeconds(10));
    assertThat(flow.trouble().map(Failure::details))
        .hasValueSatisfying(
            text -> assertThat(text).contains("10239 bytes came in 10 s").contains("minimum-rate"));
  }

  @Test
  void whoeverWaitsHearsIt(@TempDir Path folder) throws Exception {
    try (ReceiverSite site = new ReceiverSite(folder, 8, Duration.ofMillis(200));
        Reception reception = site.open(100)) {
      PushedBytes bytes = ((PushReception) reception).bytes();
      assertThat(bytes.begin()).isTrue();
      assertThat(bytes.write(0, new byte[10], 0, 10)).isTrue();
      assertThatThrownBy(() -> reception.await(Duration.ofSeconds(50)))
          .isInstanceOfSatisfying(
              SwitchFailure.class,
              e -> assertThat(e.failure().reason()).isEqualTo(FailureReason.STALLED));
      assertThat(bytes.write(10, new byte[10], 0, 10)).isFalse();
      assertThat(site.litter()).isEmpty();
    }
  }

  @Test
  void nothingAtAll(@TempDir Path folder) throws IOException, SwitchFailure {
    try (ReceiverSite site = new ReceiverSite(folder);
        Reception reception = site.open(100)) {
      assertThatThrownBy(() -> reception.await(Duration.ofMillis(1)))
          .hasMessageContaining("receiver.address");
    }
  }
}
