package io.netdepot.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteDumpTest {
  @Test
  void knowsItsNameAndWhenItWasMade() {
    RemoteDump dump = new RemoteDump("/host/dump/nvos_dump_sw-1.lab_20260105_101500.tar.gz");
    assertThat(dump.name()).isEqualTo("nvos_dump_sw-1.lab_20260105_101500.tar.gz");
    assertThat(dump.madeAt()).isEqualTo("20260105_101500");
  }

  @Test
  void hostNameThatLooksLikeATimeDoesNotCount() {
    assertThat(new RemoteDump("/d/nvos_dump_20200101_000000_20260105_101500.tar.gz").madeAt())
        .isEqualTo("20260105_101500");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "dump.tar.gz",
        "/host/../etc/passwd",
        "/host/./x",
        "/host//x",
        "/host/dump/",
        "/host/-rf",
        "/host/.hidden",
        "/host/a b",
        "/host/a\nb",
        "/host/$(reboot)",
        "/host/a;b",
        "/host/a'b"
      })
  void refusesWhatIsNotAPlainPath(String path) {
    assertThat(RemoteDump.parse(path)).isEmpty();
    assertThatThrownBy(() -> new RemoteDump(path)).isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void whateverIsAcceptedIsPlain(@ForAll String path) {
    RemoteDump.parse(path)
        .ifPresent(
            dump ->
                assertThat(dump.path()).matches("[/A-Za-z0-9._+-]+").doesNotContain("/.", "//"));
  }
}
