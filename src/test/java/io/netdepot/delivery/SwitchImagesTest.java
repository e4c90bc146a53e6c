package io.netdepot.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SwitchImagesTest {
  private static final Optional<String> BUILD = Optional.of("nvos-25.02.2579");

  @Test
  void readsTheBuildOfTheCurrentPartition() {
    assertThat(
            SwitchImages.current(
                """
                {"current": "2", "next": "2",
                 "partition1": {"build-id": "nvos-25.02.2553", "issu-status": "x"},
                 "partition2": {"build-id": "nvos-25.02.2579"}}
                """))
        .isEqualTo(BUILD);
    assertThat(SwitchImages.current("{\"current\":1,\"partition1\":\" nvos-25.02.2579 \"}"))
        .isEqualTo(BUILD);
    assertThat(
            SwitchImages.current(
                "{\"image\":{\"current\":\"partition1\",\"partition1\":\"nvos-25.02.2579\"}}"))
        .isEqualTo(BUILD);
    assertThat(SwitchImages.current("{\"current\":\"nvos-25.02.2579\"}")).isEqualTo(BUILD);
  }

  @Test
  void saysNothingOfWhatItCannotRead() {
    for (String printed :
        new String[] {
          "",
          "{}",
          "[]",
          "null",
          "{\"current\":",
          "{\"current\":\"2\",\"partition1\":\"a\"}",
          "{\"current\":\"1\",\"partition1\":{}}",
          "<html>",
          "{\"current\":\"" + "9".repeat(200) + "x\"}"
        }) {
      assertThat(SwitchImages.current(printed)).as(printed).isEmpty();
    }
  }

  @Test
  void findsAFileAmongThoseOfTheSwitch() {
    assertThat(SwitchImages.lists("{\"a.bin\":{\"path\":\"/host/nos-images/a.bin\"}}", "a.bin"))
        .isTrue();
    assertThat(SwitchImages.lists("{\"files\":{\"a.bin\":{}}}", "a.bin")).isTrue();
    assertThat(SwitchImages.lists("{\"1\":{\"path\":\"/host/nos-images/a.bin\"}}", "a.bin"))
        .isTrue();
    assertThat(SwitchImages.lists("{\"1\":{\"path\":\"/host/nos-images/aa.bin\"}}", "a.bin"))
        .isFalse();
    for (String printed : new String[] {"", "{}", "[]", "null", "{\"a\":", "<html>"}) {
      assertThat(SwitchImages.lists(printed, "a.bin")).as(printed).isFalse();
    }
  }

  @Property
  void takesWhateverASwitchPrints(@ForAll String printed) {
    assertThat(SwitchImages.current(printed).orElse("build")).isNotEmpty();
  }
}
