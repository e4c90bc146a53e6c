package io.netdepot.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FreeSpaceTest {
  private static final String HEAD =
      "Filesystem     1024-blocks     Used Available Capacity Mounted on\n";

  @Test
  void readsTheFourthColumnOfTheLastLine() {
    assertThat(FreeSpace.of(HEAD + "/dev/sda5  33554432 16777216  1024  50% /host\n"))
        .hasValue(1024 * 1024);
  }

  @Test
  void saysNothingOfAnotherForm() {
    assertThat(FreeSpace.of("")).isEmpty();
    assertThat(FreeSpace.of("df: /host/nos-images: No such file or directory")).isEmpty();
    assertThat(FreeSpace.of(HEAD + "/dev/sda5 1 2 -3 4% /")).isEmpty();
    assertThat(FreeSpace.of(HEAD + "/dev/sda5 1 2")).isEmpty();
  }

  @Property
  void takesWhateverASwitchPrints(@ForAll String printed) {
    assertThat(FreeSpace.of(printed).orElse(0)).isNotNegative();
  }
}
