package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.simulator.SimulatedSwitch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory of routes that somebody has edited. */
class EditedRoutesTest {
  private static final String PLATFORM = "platforms/nvos.camel.yaml";
  private static final String GENERATE =
      "\"nv action generate system tech-support[ since {since}]\"";

  private final Path folder;
  private final Path routes;

  EditedRoutesTest(@TempDir Path folder) {
    this.folder = folder;
    this.routes = folder.resolve("routes");
  }

  @BeforeEach
  void copyTheShippedRoutes() throws IOException {
    Path shipped = Path.of("routes");
    try (Stream<Path> files = Files.walk(shipped)) {
      for (Path file : files.toList()) {
        Files.copy(file, routes.resolve(shipped.relativize(file).toString()));
      }
    }
  }

  @Test
  void anotherCommandIsSent() throws Exception {
    edit(GENERATE, "nv action generate system tech-support since 20250228");
    try (SwitchSite switches = SwitchSite.open(Files.createDirectory(folder.resolve("content")));
        RunningDepot depot =
            RunningDepot.start(
                folder.resolve("data"), switches.port(), "routes.directory=" + routes)) {
      SimulatedSwitch simulated = switches.with();

      depot.collected(simulated.address()).only().requireCompleted();

      assertThat(simulated.commands())
          .contains("nv action generate system tech-support since 20250228");
      depot.requireAtRest();
    }
  }

  @Test
  void theCheckAcceptsTheShippedRoutes() throws Exception {
    assertThat(check()).isEmpty();
  }

  @Test
  void theCheckRefusesFreeTextInACommand() throws Exception {
    edit(GENERATE, "\"nv action generate system tech-support since ${variable.since}\"");

    requireRefused("${");
  }

  @Test
  void theCheckRefusesAPasswordHeader() throws Exception {
    edit(
        "constant: \"{{nvos.since}}\"",
        """
        constant: "{{nvos.since}}"
                - setHeader:
                    name: CamelSshPassword
                    constant: secret-word\
        """);

    assertThat(requireRefused("no login may stand in a route")).doesNotContain("secret-word");
  }

  @Test
  void theCheckRefusesASettingThatNobodyKnows() throws Exception {
    edit("{{nvos.generate-timeout}}", "{{nvos.generate-timeot}}");

    requireRefused("nvos.generate-timeot");
  }

  @Test
  void theCheckRefusesAFileThatIsNotYaml() throws Exception {
    edit("- route:\n    id: clean-nvos", "- route:\n   id: [clean-nvos");

    requireRefused("");
  }

  @Test
  void theCheckRefusesASetWithoutAStep() throws Exception {
    Files.delete(routes.resolve("store.camel.yaml"));

    assertThat(check())
        .anyMatch(
            problem ->
                problem.contains("collect.camel.yaml") && problem.contains("direct:store-package"));
  }

  @Test
  void theCheckNamesAComponentThatIsNotThere() throws Exception {
    assertThat(check("routes.components=timer, htpp"))
        .anyMatch(problem -> problem.contains("There is no component 'htpp'"))
        .noneMatch(problem -> problem.contains("'direct'"));
  }

  @Test
  void theCheckLooksAtTheSecretOfTheWebhook() throws Exception {
    Path secret = folder.resolve("secret");
    String setting = "notify.webhook-secret-file=" + secret;
    assertThat(check(setting)).singleElement().asString().contains(secret + "", "is not there");

    Files.writeString(secret, "hush-hush");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(check(setting))
        .singleElement()
        .asString()
        .contains("notify.webhook-secret-file", "chmod 600")
        .doesNotContain("hush");

    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    assertThat(check(setting)).isEmpty();

    Files.delete(secret);
    Process made = new ProcessBuilder("mkfifo", "-m", "600", secret.toString()).start();
    assertThat(made.waitFor()).isZero();
    assertThat(check(setting)).singleElement().asString().contains("is a pipe");
  }

  private String requireRefused(String reason) throws Exception {
    List<String> problems = check();
    assertThat(problems)
        .isNotEmpty()
        .anyMatch(problem -> problem.contains("nvos.camel.yaml") && problem.contains(reason));
    return String.join("\n", problems);
  }

  private List<String> check(String... settings) throws Exception {
    String[] all =
        Stream.concat(Stream.of("routes.directory=" + routes), Stream.of(settings))
            .toArray(String[]::new);
    return new DepotStarter().check(RunningDepot.settings(folder.resolve("data"), 22, all));
  }

  private void edit(String old, String replacement) throws IOException {
    Path file = routes.resolve(PLATFORM);
    String text = Files.readString(file);
    assertThat(text).contains(old);
    Files.writeString(file, text.replace(old, replacement));
  }
}
