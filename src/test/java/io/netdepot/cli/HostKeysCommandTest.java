package io.netdepot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.cli.HostKeyFile.PinnedKey;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostKeysCommandTest {
  private final CommandRun command;

  HostKeysCommandTest(@TempDir Path folder) {
    command = new CommandRun(folder);
  }

  @Test
  void listsWhatIsPinned() {
    assertThat(command.run("host-keys")).isZero();
    command.keys.add(new PinnedKey("10.0.0.1", "ssh-ed25519", "SHA256:abc"));
    assertThat(command.run("host-keys", "list")).isZero();
    assertThat(command.out())
        .isEqualTo("No host key is pinned yet.\n10.0.0.1  ssh-ed25519  SHA256:abc\n");
  }

  @Test
  void forgetsTheKeyOfOneSwitch() {
    command.keys.add(new PinnedKey("10.0.0.1", "ssh-ed25519", "SHA256:abc"));
    assertThat(command.run("host-keys", "forget", "10.0.0.1")).isZero();
    assertThat(command.keys).isEmpty();
    assertThat(command.run("host-keys", "forget", "10.0.0.1")).isEqualTo(2);
    assertThat(command.err()).contains("No host key is pinned for 10.0.0.1");
  }

  @Test
  void saysWhatItUnderstands() {
    assertThat(command.run("host-keys", "forget")).isEqualTo(2);
    assertThat(command.run("host-keys", "remove", "10.0.0.1")).isEqualTo(2);
    assertThat(command.err()).contains("host-keys forget ADDRESS");
  }
}
