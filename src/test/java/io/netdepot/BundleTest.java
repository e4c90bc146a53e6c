package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netdepot.cli.RunningService;
import io.netdepot.cli.UserPasswords;
import io.netdepot.config.Settings;
import io.netdepot.simulator.Fault;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle of what simulated switches gave, by curl and GNU tar, over HTTP and over TLS. */
class BundleTest {
  private static final String LOGIN = "rw-user:bundle-password";

  private final Path folder;

  BundleTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void isTheSameAfterARestartAndOverTls() throws Exception {
    Path data = folder.resolve("data");
    String operation;
    try (SwitchSite switches = SwitchSite.open(Files.createDirectory(folder.resolve("content")))) {
      List<String> addresses = new ArrayList<>();
      switches.many(5).forEach(one -> addresses.add(one.address()));
      String failing = switches.with(new Fault.GenerateFails("no room")).address();
      addresses.add(failing);
      try (RunningDepot depot = RunningDepot.start(data, switches.port(), "collect.tries=1")) {
        RunningDepot.Ended ended = depot.collected(addresses.toArray(String[]::new));
        assertThat(ended.error()).isEqualTo("partial-failure");
        operation = ended.operation().path("ID").asText();
        JsonNode phases = depot.progress(operation, addresses.getFirst()).path("phases");
        assertThat(phases.findValuesAsText("phase"))
            .contains("connect", "generate", "fetch", "check", "publish", "clean");
        depot.requireAtRest();
      }
    }

    byte[] plain;
    try (RunningService depot = start(data)) {
      Path tar = folder.resolve("plain.tar");
      curl(depot, operation, "--output", tar.toString());
      plain = Files.readAllBytes(tar);
      // What broke off goes on where it was.
      Path part = Files.write(folder.resolve("part.tar"), Arrays.copyOf(plain, 70_001));
      curl(depot, operation, "--continue-at", "-", "--output", part.toString());
      assertThat(part).hasBinaryContent(plain);
      verify(tar);
    }
    try (RunningService depot = start(data, "http.tls=self-signed")) {
      Path tar = folder.resolve("tls.tar");
      curl(depot, operation, "--output", tar.toString());
      assertThat(tar).hasBinaryContent(plain);
      Path part = Files.write(folder.resolve("tls-part.tar"), Arrays.copyOf(plain, 70_001));
      curl(depot, operation, "--continue-at", "-", "--output", part.toString());
      assertThat(part).hasBinaryContent(plain);
    }
  }

  private static RunningService start(Path data, String... more) throws Exception {
    Settings settings = RunningDepot.settings(data, 9, more);
    String password = LOGIN.substring(LOGIN.indexOf(':') + 1);
    return new DepotStarter()
        .start(settings, new UserPasswords(Optional.of(password), Optional.of(password + "-ro")));
  }

  private void curl(RunningService depot, String operation, String... options) throws Exception {
    URI bundle = depot.address().resolve("/netdepot/v1/operations/" + operation + "/bundle");
    List<String> command =
        new ArrayList<>(List.of("curl", "--silent", "--show-error", "--fail", "--insecure"));
    command.addAll(List.of("--user", LOGIN));
    command.addAll(List.of(options));
    command.add(bundle.toString());
    assertThat(run(command)).isEmpty();
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private void verify(Path tar) throws Exception {
    Path out = Files.createDirectory(folder.resolve("out"));
    String unused = run(List.of("tar", "-xf", tar.toString(), "-C", out.toString()));
    JsonNode manifest = new ObjectMapper().readTree(out.resolve("manifest.json").toFile());
    assertThat(manifest.path("switches")).hasSize(6);
    int packages = 0;
    for (JsonNode one : manifest.path("switches")) {
      if (one.has("file")) {
        byte[] content = Files.readAllBytes(out.resolve(one.path("file").asText()));
        assertThat(one.path("size").asLong()).isEqualTo(content.length);
        assertThat(one.path("sha256").asText())
            .isEqualTo(
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
        packages++;
      } else {
        assertThat(one.path("outcome").asText()).isEqualTo("failed");
        assertThat(one.path("reason").asText()).isEqualTo("command-failed");
      }
      assertThat(one.has("endedAt")).isTrue();
    }
    assertThat(packages).isEqualTo(5);
  }

  @Test
  void collectsAgainWhatFailedOnceTheSwitchIsWell() throws Exception {
    try (SwitchSite switches = SwitchSite.open(Files.createDirectory(folder.resolve("content")));
        RunningDepot depot =
            RunningDepot.start(folder.resolve("data"), switches.port(), "collect.tries=1")) {
      String well = switches.with().address();
      String later = SwitchSite.nextAddress();
      String operation = depot.collected(well, later).operation().path("ID").asText();
      switches.at(later);

      JsonNode retry = depot.retry(operation);

      assertThat(retry.path("switches").asInt()).isEqualTo(1);
      String again = retry.path("operationId").asText();
      assertThat(depot.awaitEnd(again).status()).isEqualTo("completed");
      assertThat(depot.hasPackageOf(later)).isTrue();
      await().untilAsserted(depot::requireAtRest);
    }
  }
}
