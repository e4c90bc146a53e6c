package io.netdepot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "500 ms, 500",
    "30 s, 30000",
    "30s, 30000",
    "10 min, 600000",
    "2 h, 7200000",
    "1 d, 86400000",
    "0 s, 0",
    "PT1M30S, 90000"
  })
  void readsANumberAndAUnit(String text, long millis) {
    assertThat(Durations.parse(text)).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "30",
        "s",
        "-1 s",
        "1.5 s",
        "10 m",
        "10 minutes",
        "1 h 30 min",
        "999999999999999 d",
        "4000 d",
        "P",
        "PT-5S",
        "PT999999999999999999H"
      })
  void refusesWhatHasNoNumberNoUnitOrTooMuchOfIt(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Durations.parse(text))
        .withMessageContaining("'" + text + "'")
        .withMessageContaining("write");
  }

  @Property
  void readsBackWhatItWrote(@ForAll @LongRange(min = 0, max = 315_360_000_000L) long millis) {
    Duration duration = Duration.ofMillis(millis);
    assertThat(Durations.parse(Durations.format(duration))).isEqualTo(duration);
  }

  @Property
  void anyTextIsReadOrRefused(@ForAll String text) {
    try {
      assertThat(Durations.parse(text)).isGreaterThanOrEqualTo(Duration.ZERO);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageStartingWith("'");
    }
  }
}
