package io.netdepot.imagesync;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.fleet.HandClock;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeftFilesTest {
  private static final Inbox.Version VERSION = new Inbox.Version(3, FileTime.fromMillis(1_000));
  private static final Inbox.Version LATER = new Inbox.Version(3, FileTime.fromMillis(2_000));

  private final HandClock clock = new HandClock();
  private final LeftFiles left = new LeftFiles(clock);

  @Test
  void waitsLongerEachTimeAndAtMostAnHour() {
    assertThat(left.isLeft("a.bin", VERSION)).isFalse();
    assertThat(left.forNow("a.bin", VERSION)).isEqualTo(Duration.ofSeconds(10));
    assertThat(left.forNow("a.bin", VERSION)).isEqualTo(Duration.ofSeconds(20));
    assertThat(left.isLeft("a.bin", VERSION)).isTrue();
    assertThat(left.isLeft("b.bin", VERSION)).isFalse();
    clock.move(Duration.ofSeconds(20));
    assertThat(left.isLeft("a.bin", VERSION)).isFalse();
    for (int i = 0; i < 100; i++) {
      left.forNow("a.bin", VERSION);
    }
    assertThat(left.forNow("a.bin", VERSION)).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void aFileThatChangedBeginsAnew() {
    left.forNow("a.bin", VERSION);
    left.forNow("a.bin", VERSION);
    assertThat(left.isLeft("a.bin", LATER)).isFalse();
    assertThat(left.forNow("a.bin", LATER)).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void leavesUntilItChanges() {
    left.untilChanged("a.bin", VERSION);
    clock.move(Duration.ofDays(1_000));
    assertThat(left.isLeft("a.bin", VERSION)).isTrue();
    assertThat(left.isLeft("a.bin", LATER)).isFalse();
    left.gone("a.bin");
    assertThat(left.isLeft("a.bin", VERSION)).isFalse();
  }

  @Test
  void forgetsTheOldestOfVeryMany() {
    for (int i = 0; i <= 10_000; i++) {
      left.untilChanged(i + ".bin", VERSION);
    }
    assertThat(left.isLeft("0.bin", VERSION)).isFalse();
    assertThat(left.isLeft("1.bin", VERSION)).isTrue();
  }
}
