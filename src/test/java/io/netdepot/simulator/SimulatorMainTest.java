package io.netdepot.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class SimulatorMainTest {
  private static final Pattern READY =
      Pattern.compile("Simulator ready: 3 switches on 127\\.0\\.2\\.253… port (\\d+)\\R?");

  @Test
  void saysWhenItIsReadyAndEndsWithItsInput(@TempDir Path folder) throws Exception {
    Path readyFile = folder.resolve("ready");
    Process process =
        start(
            "--switches=3",
            "--first-address=127.0.2.253",
            "--size=100kB",
            "--generate=0.1s",
            "--until-stdin-closes",
            "--ready-file=" + readyFile);
    try {
      Matcher ready = READY.matcher(firstLine(process));
      assertThat(ready.matches()).isTrue();
      assertThat(Files.readString(readyFile)).matches(READY);
      int port = Integer.parseInt(ready.group(1));
      for (String address : List.of("127.0.2.253", "127.0.2.254", "127.0.3.1")) {
        assertThat(greeting(address, port)).startsWith("SSH-2.0-");
      }

      process.getOutputStream().close();

      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void endsAtSigterm() throws Exception {
    Process process = start("--switches=3", "--first-address=127.0.2.253", "--size=20kB");
    try {
      assertThat(firstLine(process)).matches(READY);

      process.destroy();

      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void refusesASizeWithoutAUnit() throws Exception {
    Process process = start("--size=100");
    try {
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(2);
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-Dstdout.encoding=UTF-8"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(SimulatorMain.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  /** The first line that is not one of the log. */
  private static String firstLine(Process process) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("Simulator")) {
        return line;
      }
    }
    return "";
  }

  private static String greeting(String address, int port) throws IOException {
    try (Socket socket = new Socket(address, port)) {
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
    }
  }
}
