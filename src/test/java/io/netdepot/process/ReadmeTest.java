package io.netdepot.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.simulator.SimulatedFleet;
import io.netdepot.simulator.SimulatedSwitch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The README's own lines about switches and images, one after the other, in a real shell. */
@Timeout(180)
class ReadmeTest {
  private static final String PASSWORD = "a-password-for-the-readme";
  private static final Pattern PLACEHOLDER = Pattern.compile("<(\\w+)>");

  /** What the placeholders stand for, in the answers of the lines before. */
  private static final Pattern ANSWER =
      Pattern.compile(
          "\"(ID|operationId|fileID|filename|versionId|availableFiles)\":\\s*\"([^\"]+)\"");

  @TempDir Path folder;
  private final Map<String, String> known = new HashMap<>();
  private String digest = "none";

  @Test
  void itsLinesCollectProveAndServe() throws Exception {
    need("/bin/bash");
    need("/usr/bin/curl");
    List<String> blocks = shellBlocks();
    assertThat(blocks.get(0)).contains("./netdepot demo", "./netdepot test");
    assertThat(blocks.get(1)).contains("NETDEPOT_RW_PASSWORD", "./netdepot serve --data data");
    InstalledDepot depot = new InstalledDepot(Files.createDirectories(folder.resolve("depot")));
    try (SimulatedFleet fleet =
            SimulatedFleet.start(0, List.of(at("127.0.7.61"), at("127.0.7.62")));
        ServiceProcess service =
            depot.serve(
                Map.of("NETDEPOT_RW_PASSWORD", PASSWORD),
                "--data",
                folder.resolve("data").toString(),
                "--port",
                "0",
                "--set",
                "ssh.port=" + fleet.port())) {
      String block =
          blocks
              .get(2)
              .replace("http://127.0.0.1:8080", service.awaitReady().toString())
              .replace("10.20.0.11", "127.0.7.61")
              .replace("sw12.example", "127.0.7.62");
      writeEditor();
      run(beginning(block), PASSWORD + "\n");
      String functions = beginning(block).replaceAll("(?m)^read .*$", "");
      String last = followLines(functions, rest(block));
      assertThat(last.strip()).as("digest of the file").isEqualTo(digest);

      String images =
          blocks.get(3).replace("http://127.0.0.1:8080", service.awaitReady().toString());
      Path image = folder.resolve("nvos-amd64-25.02.2579.bin");
      byte[] content = "an image\n".repeat(100_000).getBytes(StandardCharsets.UTF_8);
      Files.write(image, content);
      functions += "\n" + beginning(images);
      List<String> takenInAndListed = List.of(rest(images).split("(?m)^# ", 2));
      followLines(functions, takenInAndListed.get(0));
      Files.write(image, Arrays.copyOf(content, 300_000));
      followLines(functions, "# " + takenInAndListed.get(1));
      assertThat(image).hasBinaryContent(content);
    }
    assertThat(folder.resolve("profile.json")).doesNotExist();
  }

  private static void need(String program) {
    boolean there = Files.isExecutable(Path.of(program));
    assertThat(there || System.getenv("CI") == null).as("%s, in CI", program).isTrue();
    Assumptions.assumeTrue(there, "needs " + program);
  }

  private static String beginning(String block) {
    return block.substring(0, block.indexOf("\n\n"));
  }

  private static String rest(String block) {
    return block.substring(block.indexOf("\n\n"));
  }

  private String followLines(String beginning, String block)
      throws IOException, InterruptedException {
    String last = "";
    for (String line : block.replace("\\\n", " ").split("\n", -1)) {
      if (!line.isBlank()) {
        String filled = PLACEHOLDER.matcher(line).replaceAll(this::value);
        last =
            filled.contains("/operations/")
                ? untilCompleted(beginning, filled)
                : run(beginning + "\n" + filled, "");
        if (filled.startsWith("grep")) {
          digest = last.replaceAll("(?s).*sha-256=:([^:]+):.*", "$1");
        }
      }
    }
    return last;
  }

  private String untilCompleted(String beginning, String line) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> run(beginning + "\n" + line, ""),
            answer -> answer.contains("\"Status\":\"completed\""));
  }

  private String value(MatchResult placeholder) {
    String name = placeholder.group(1);
    assertThat(known).as("value of <%s>", name).containsKey(name);
    return Matcher.quoteReplacement(known.get(name));
  }

  private String run(String script, String input) throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "line", ".out");
    ProcessBuilder builder = new ProcessBuilder("/bin/bash", "-euo", "pipefail", "-c", script);
    builder.directory(folder.toFile()).environment().put("EDITOR", editor().toString());
    builder.redirectErrorStream(true).redirectOutput(out.toFile());
    Process process = builder.start();
    try {
      process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().close();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    String printed = Files.readString(out);
    assertThat(process.exitValue()).as("%s%n%s", script, printed).isZero();
    ANSWER.matcher(printed).results().forEach(found -> known.put(found.group(1), found.group(2)));
    return printed;
  }

  private Path editor() {
    return folder.resolve("editor");
  }

  private void writeEditor() throws IOException {
    Files.writeString(
        editor(),
        """
        #!/bin/sh
        echo '{"Name": "lab", "Username": "admin", "Password": "admin"}' >"$1"
        """);
    assertThat(editor().toFile().setExecutable(true)).isTrue();
  }

  private static SimulatedSwitch at(String address) {
    return SimulatedSwitch.at(address).packageSize(32 << 10).build();
  }

  private static List<String> shellBlocks() throws IOException {
    return Pattern.compile("(?s)```sh\n(.*?)```")
        .matcher(Files.readString(Path.of("README.md")))
        .results()
        .map(block -> block.group(1))
        .toList();
  }
}
