package io.netdepot.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CronTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static Instant[] times(String... texts) {
    return java.util.Arrays.stream(texts).map(Instant::parse).toArray(Instant[]::new);
  }

  @Test
  void timesAreThoseOfTheTimeZone() {
    Instant now = Instant.parse("2026-01-31T00:30:00Z");
    assertThat(Cron.parse("30 2 * * *", BERLIN).next(now, 2))
        .containsExactly(times("2026-01-31T01:30:00Z", "2026-02-01T01:30:00Z"));
    assertThat(Cron.parse("30 2 * * *", ZoneOffset.UTC).next(now, 1))
        .containsExactly(times("2026-01-31T02:30:00Z"));
    assertThat(Cron.parse("30 2 * * *", ZoneId.of("Asia/Kolkata")).next(now, 1))
        .containsExactly(times("2026-01-31T21:00:00Z"));
  }

  @Test
  void aTimeIsNotAfterItself() {
    Cron cron = Cron.parse("0 2 * * *", ZoneOffset.UTC);
    assertThat(cron.after(Instant.parse("2026-01-31T02:00:00Z")))
        .contains(Instant.parse("2026-02-01T02:00:00Z"));
    assertThat(cron.after(Instant.parse("2026-01-31T01:59:59.999Z")))
        .contains(Instant.parse("2026-01-31T02:00:00Z"));
  }

  @Test
  void aTimeThatTheClocksLeaveOutIsMovedBehindTheChange() {
    Instant before = Instant.parse("2026-03-28T12:00:00Z");
    // At two the clocks of that night go to three.
    assertThat(Cron.parse("30 2 * * *", BERLIN).next(before, 3))
        .containsExactly(
            times("2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z", "2026-03-31T00:30:00Z"));
    assertThat(Cron.parse("30 * * * *", BERLIN).next(Instant.parse("2026-03-29T00:00:00Z"), 3))
        .containsExactly(
            times("2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z", "2026-03-29T02:30:00Z"));
    assertThat(Cron.parse("*/20 * * * *", BERLIN).next(Instant.parse("2026-03-29T00:30:00Z"), 4))
        .containsExactly(
            times(
                "2026-03-29T00:40:00Z",
                "2026-03-29T01:00:00Z",
                "2026-03-29T01:20:00Z",
                "2026-03-29T01:40:00Z"));
  }

  @Test
  void aTimeThatComesTwiceIsBegunOnceAndWhatComesOftenGoesOn() {
    Instant before = Instant.parse("2026-10-24T12:00:00Z");
    // At three the clocks of that night go back to two.
    assertThat(Cron.parse("30 2 * * *", BERLIN).next(before, 2))
        .containsExactly(times("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"));
    assertThat(Cron.parse("*/30 * * * *", BERLIN).next(Instant.parse("2026-10-24T23:45:00Z"), 5))
        .containsExactly(
            times(
                "2026-10-25T00:00:00Z",
                "2026-10-25T00:30:00Z",
                "2026-10-25T01:00:00Z",
                "2026-10-25T01:30:00Z",
                "2026-10-25T02:00:00Z"));
  }

  @Test
  void daysOfTheWeekAndOfTheMonthAreThoseOfUnix() {
    Instant now = Instant.parse("2026-02-01T12:00:00Z");
    assertThat(Cron.parse("0 3 * * 0", ZoneOffset.UTC).next(now, 1))
        .isEqualTo(Cron.parse("0 3 * * 7", ZoneOffset.UTC).next(now, 1))
        .containsExactly(times("2026-02-08T03:00:00Z"));
    // Either of them, when both are given.
    assertThat(Cron.parse("0 3 13 * 1", ZoneOffset.UTC).next(now, 3))
        .containsExactly(
            times("2026-02-02T03:00:00Z", "2026-02-09T03:00:00Z", "2026-02-13T03:00:00Z"));
    assertThat(Cron.parse("0 3 29 2 *", ZoneOffset.UTC).next(now, 1))
        .containsExactly(times("2028-02-29T03:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "daily",
        "@daily",
        "* * * *",
        "0 0 * * * *",
        "60 * * * *",
        "* 24 * * *",
        "0 0 ? * *",
        "0 0 L * *",
        "0 0 0 * *",
        "*/0 * * * *",
        "5-1 * * * x"
      })
  void whatIsNoExpressionIsRefusedWithASentence(String text) {
    assertThatThrownBy(() -> Cron.parse(text, ZoneOffset.UTC))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "' is not a cron expression of five fields");
  }

  @Test
  void whatNeverComesIsRefused() {
    assertThatThrownBy(() -> Cron.parse("0 3 30 2 *", ZoneOffset.UTC))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'0 3 30 2 *' never comes, in no year");
  }
}
