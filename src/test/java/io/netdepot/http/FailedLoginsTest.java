package io.netdepot.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.fleet.HandClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FailedLoginsTest {
  private final HandClock clock = new HandClock();
  private final FailedLogins failed = new FailedLogins(2, Duration.ofMinutes(5), clock);

  private void fail(String user, String from) {
    failed.failed(user, from);
    clock.move(Duration.ofSeconds(10));
  }

  @Test
  void waitsForTheRestOfTheWindow() {
    fail("rw-user", "10.0.0.1");
    assertThat(failed.wait("rw-user", "10.0.0.1")).isEmpty();
    fail("rw-user", "10.0.0.1");

    assertThat(failed.wait("rw-user", "10.0.0.1")).hasValue(Duration.ofSeconds(280));
    clock.move(Duration.ofSeconds(279));
    assertThat(failed.wait("rw-user", "10.0.0.1")).hasValue(Duration.ofSeconds(1));
    clock.move(Duration.ofSeconds(1));
    assertThat(failed.wait("rw-user", "10.0.0.1")).isEmpty();
  }

  @Test
  void countsEachUserAtEachAddress() {
    fail("rw-user", "10.0.0.1");
    fail("rw-user", "10.0.0.1");

    assertThat(failed.wait("rw-user", "10.0.0.2")).isEmpty();
    assertThat(failed.wait("ro-user", "10.0.0.1")).isEmpty();
    assertThat(failed.wait("rw-user", "10.0.0.1")).isPresent();
  }

  @Test
  void startsAnewAfterTheWindowOrARightPassword() {
    fail("rw-user", "10.0.0.1");
    clock.move(Duration.ofMinutes(5));
    fail("rw-user", "10.0.0.1");
    assertThat(failed.wait("rw-user", "10.0.0.1")).isEmpty();
    fail("rw-user", "10.0.0.1");
    assertThat(failed.wait("rw-user", "10.0.0.1")).isPresent();

    failed.succeeded("rw-user", "10.0.0.1");
    assertThat(failed.wait("rw-user", "10.0.0.1")).isEmpty();
  }

  @Test
  void forgetsTheOldestOfVeryMany() {
    fail("rw-user", "10.0.0.1");
    fail("rw-user", "10.0.0.1");
    for (int i = 0; i < 10_000; i++) {
      failed.failed("x".repeat(5_000) + i, "10.0." + i / 250 + "." + i % 250);
    }
    assertThat(failed.wait("rw-user", "10.0.0.1")).isEmpty();
  }
}
