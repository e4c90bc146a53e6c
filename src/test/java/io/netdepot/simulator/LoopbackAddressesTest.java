package io.netdepot.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoopbackAddressesTest {
  @Test
  void leavesOutWhatEndsInZeroOr255() {
    assertThat(LoopbackAddresses.from("127.0.2.253", 3))
        .containsExactly("127.0.2.253", "127.0.2.254", "127.0.3.1");
  }

  @Test
  void givesEveryAddressOnce() {
    List<String> addresses = LoopbackAddresses.from("127.1.0.1", 1000);

    assertThat(new HashSet<>(addresses)).hasSize(1000);
    assertThat(addresses).noneMatch(address -> address.endsWith(".0") || address.endsWith(".255"));
  }

  @Test
  void refusesAnAddressThatIsNotOfLoopback() {
    for (String first : List.of("10.0.0.1", "::1")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> LoopbackAddresses.from(first, 1))
          .withMessageContaining(first);
    }
  }
}
