package io.netdepot.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PermitsTest {
  private final AtomicInteger told = new AtomicInteger();
  private final Permits permits = new Permits(1);

  @Test
  void givesPermitsInTheOrderOfAsking() {
    Permits.Permit first = permits.ask(told::incrementAndGet);
    Permits.Permit second = permits.ask(told::incrementAndGet);
    Permits.Permit third = permits.ask(told::incrementAndGet);
    assertThat(first.granted()).isTrue();
    giveBack(first);
    assertThat(second.granted()).isTrue();
    assertThat(third.granted()).isFalse();
    giveBack(second);
    assertThat(third.granted()).isTrue();
    assertThat(told).hasValue(2);
    giveBack(third);
    assertThat(permits.free()).isEqualTo(1);
  }

  @Test
  void aPlaceThatIsGivenUpIsSkipped() {
    Permits.Permit first = permits.ask(told::incrementAndGet);
    Permits.Permit second = permits.ask(told::incrementAndGet);
    Permits.Permit third = permits.ask(told::incrementAndGet);
    giveBack(second);
    giveBack(first);
    assertThat(second.granted()).isFalse();
    assertThat(third.granted()).isTrue();
  }

  @Test
  void aPermitIsGivenBackOnce() {
    Permits.Permit first = permits.ask(told::incrementAndGet);
    giveBack(first);
    giveBack(first);
    assertThat(permits.free()).isEqualTo(1);
  }

  @Test
  void moreOfThemLetInWhoWaits() {
    Permits.Permit first = permits.ask(told::incrementAndGet);
    Permits.Permit second = permits.ask(told::incrementAndGet);
    Permits.Permit third = permits.ask(told::incrementAndGet);
    Permits.Permit fourth = permits.ask(told::incrementAndGet);
    permits.change(3);
    assertThat(first.granted()).isTrue();
    assertThat(second.granted()).isTrue();
    assertThat(third.granted()).isTrue();
    assertThat(fourth.granted()).isFalse();
    assertThat(told).hasValue(2);
    assertThat(permits.count()).isEqualTo(3);
  }

  @Test
  void fewerOfThemTakeNobodysAway() {
    permits.change(3);
    Permits.Permit first = permits.ask(told::incrementAndGet);
    Permits.Permit second = permits.ask(told::incrementAndGet);
    Permits.Permit third = permits.ask(told::incrementAndGet);
    permits.change(1);
    Permits.Permit fourth = permits.ask(told::incrementAndGet);
    assertThat(third.granted()).isTrue();
    giveBack(first);
    giveBack(second);
    assertThat(fourth.granted()).isFalse();
    giveBack(third);
    assertThat(fourth.granted()).isTrue();
    giveBack(fourth);
    assertThat(permits.free()).isEqualTo(1);
  }

  @Test
  void refusesToHaveNone() {
    assertThatThrownBy(() -> new Permits(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> permits.change(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @SuppressWarnings("try") // it is what closing does that is looked at
  private static void giveBack(Permits.Permit permit) {
    permit.close();
  }
}
