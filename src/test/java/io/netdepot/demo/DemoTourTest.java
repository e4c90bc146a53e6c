package io.netdepot.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTourTest {
  private final Path folder;
  private final FakeDepot depot = new FakeDepot();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  DemoTourTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
  }

  @AfterEach
  void stop() {
    depot.close();
  }

  private String tour(boolean interactive, String password) throws Exception {
    new DemoTour(
            new PrintStream(printed, true, StandardCharsets.UTF_8),
            interactive,
            Duration.ofMillis(1),
            Duration.ofSeconds(30))
        .take(new DemoDepot(depot.address(), password, folder), new FakeFleet());
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void collectsListsDownloadsAndChecks() throws Exception {
    assertThat(tour(false, FakeDepot.PASSWORD))
        .contains(
            "operation " + FakeDepot.OPERATION,
            "127.0.0.3  fetch 50 % of 40.0 MB",
            "127.0.0.1  completed",
            "id-127.0.0.2  127.0.0.2  0.0 MB  dump.tar.gz",
            "its SHA-256 is the one the service promised",
            "./netdepot serve")
        .doesNotContain(FakeDepot.PASSWORD, "switch-password", "curl");
    assertThat(depot.requests())
        .startsWith(
            "POST /nmx/v1/switch-profiles"
                + " {\"Name\":\"demo\",\"Username\":\"admin\",\"Password\":\"switch-password\"}",
            "POST /nmx/v1/support-packages {\"ProfileID\":\""
                + FakeDepot.PROFILE
                + "\",\"Switches\":[{\"Address\":\"127.0.0.1\"},{\"Address\":\"127.0.0.2\"},"
                + "{\"Address\":\"127.0.0.3\"}]}");
    assertThat(folder.resolve("package.tar.gz")).hasBinaryContent(FakeDepot.PACKAGE);
  }

  @Test
  void onATerminalTellsHowToTryTheApiAndKeepsThePasswordOutOfCommands() throws Exception {
    String text = tour(true, FakeDepot.PASSWORD);
    Path netrc = folder.resolve("netrc");
    assertThat(text)
        .contains(
            "curl --netrc-file '" + netrc + "' " + depot.address() + "/nmx/v1/support-packages",
            "Ctrl-C stops the demo");
    assertThat(text.lines().filter(line -> line.contains("curl")))
        .isNotEmpty()
        .noneMatch(line -> line.contains(FakeDepot.PASSWORD));
    assertThat(netrc)
        .hasContent("machine 127.0.0.1 login rw-user password " + FakeDepot.PASSWORD + "\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(netrc)))
        .isEqualTo("rw-------");
  }

  @Test
  void aFailedOperationFailsTheTour() {
    depot.endAs("failed");
    assertThatThrownBy(() -> tour(false, FakeDepot.PASSWORD))
        .isInstanceOf(DemoFailed.class)
        .hasMessage("The operation ended as failed (partial-failure): 127.0.0.2: unreachable");
  }

  @Test
  void aDamagedDownloadFailsTheTour() {
    byte[] altered = FakeDepot.PACKAGE.clone();
    altered[3]++;
    depot.send(altered);
    assertThatThrownBy(() -> tour(false, FakeDepot.PASSWORD))
        .isInstanceOf(DemoFailed.class)
        .hasMessageContaining("is damaged");
  }

  @Test
  void aMissingPackageFailsTheTour() {
    depot.listPackages(2);
    assertThatThrownBy(() -> tour(false, FakeDepot.PASSWORD))
        .isInstanceOf(DemoFailed.class)
        .hasMessageContaining("2 packages in the list in place of 3");
  }

  @Test
  void anAnswerThatIsAnErrorFailsTheTour() {
    assertThatThrownBy(() -> tour(false, "another"))
        .isInstanceOf(DemoFailed.class)
        .hasMessageContaining("POST /nmx/v1/switch-profiles answered 401")
        .hasMessageNotContaining("another");
  }
}
