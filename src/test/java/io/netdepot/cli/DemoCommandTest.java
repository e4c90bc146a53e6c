package io.netdepot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.config.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
  private final Path folder;
  private final CommandRun command;

  DemoCommandTest(@TempDir Path folder) {
    this.folder = folder;
    this.command = new CommandRun(folder);
  }

  @Test
  void startsOnFreePortsInAFolderOfItsOwnAndClosesAllOfIt() {
    // Nothing listens on port 1, so the tour ends at its first request.
    command.address = URI.create("http://127.0.0.1:1");
    assertThat(command.run("demo", "--set", "collect.tries=1")).isEqualTo(2);
    assertThat(command.err()).startsWith("The demo failed. POST /nmx/v1/switch-profiles got no");

    Settings settings = command.started.orElseThrow();
    assertThat(settings.http().port()).isZero();
    assertThat(settings.management().port()).isZero();
    assertThat(settings.ssh().port()).isEqualTo(command.fleet.port());
    assertThat(settings.collect().tries()).isEqualTo(1);
    assertThat(command.closed).isTrue();
    assertThat(command.fleet.isClosed()).isTrue();
    assertThat(settings.store().data().getParent()).doesNotExist();
  }

  @Test
  void startsWhateverTheSettingsFileSaysForEveryDay() throws IOException {
    Files.createDirectories(folder.resolve("config"));
    Files.writeString(
        folder.resolve("config/application.properties"),
        "http.host=0.0.0.0\nhttp.tls=files\nhttp.tls-certificate=a.pem\nhttp.tls-key=b.pem\n"
            + "http.port=9876\nssh.host-keys=strict\ncollect.platform=sonic");
    command.address = URI.create("http://127.0.0.1:1");
    command.run("demo");
    assertThat(command.started).map(settings -> settings.http().host()).contains("127.0.0.1");
  }

  @Test
  void itsPasswordsAreLongRandomAndNotPrinted() {
    command.address = URI.create("http://127.0.0.1:1");
    command.run("demo");
    UserPasswords passwords = command.given.orElseThrow();
    String readWrite = passwords.readWrite().orElseThrow();
    assertThat(readWrite).hasSizeGreaterThanOrEqualTo(24);
    assertThat(passwords.readOnly().orElseThrow()).isNotEqualTo(readWrite);
    assertThat(command.out() + command.err()).doesNotContain(readWrite);
  }
}
