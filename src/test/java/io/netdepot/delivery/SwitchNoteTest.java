package io.netdepot.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netdepot.delivery.SwitchNote.Fact;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SwitchNoteTest {
  private static final Instant NOW = Instant.parse("2026-01-05T10:14:58Z");

  @Test
  void isReadBackAsItWasWritten() {
    SwitchNote note =
        SwitchNote.NOTHING
            .with(Fact.VIA, "sftp")
            .with(Fact.SAID, "a \"quoted\"\nline")
            .with(Fact.INSTALL_BEGUN, NOW);
    assertThat(SwitchNote.parse(note.text())).isEqualTo(note);
    assertThat(note.at(Fact.INSTALL_BEGUN)).contains(NOW);
    assertThat(note.without(Fact.VIA).get(Fact.VIA)).isEmpty();
  }

  @Test
  void theFirstTimeCounts() {
    SwitchNote note = SwitchNote.NOTHING.withFirst(Fact.GONE, NOW);
    assertThat(note.withFirst(Fact.GONE, NOW.plusSeconds(9)).at(Fact.GONE)).contains(NOW);
  }

  @Test
  void refusesWhatIsNoNote() {
    assertThatThrownBy(() -> SwitchNote.parse("[]")).isInstanceOf(IllegalArgumentException.class);
  }
}
