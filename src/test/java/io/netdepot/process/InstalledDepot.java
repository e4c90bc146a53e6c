package io.netdepot.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The product as it lies in a folder after its build: the real launcher, settings and routes. Its
 * jar only points to the classes that are being tested.
 */
final class InstalledDepot {
  final Path home;

  InstalledDepot(Path home) throws IOException {
    this.home = home;
    copy(Path.of("config"), home.resolve("config"));
    copy(Path.of("routes"), home.resolve("routes"));
    Files.copy(Path.of("netdepot"), home.resolve("netdepot"), StandardCopyOption.COPY_ATTRIBUTES);
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(
            Attributes.Name.CLASS_PATH,
            ClassPath.entries().stream()
                .map(entry -> entry.toUri().toString())
                .collect(Collectors.joining(" ")));
    Path target = Files.createDirectories(home.resolve("target"));
    new JarOutputStream(Files.newOutputStream(target.resolve("netdepot.jar")), manifest).close();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  /** {@code ./netdepot serve} on a free management port. */
  ServiceProcess serve(Map<String, String> environment, String... arguments) throws IOException {
    Map<String, String> all = new HashMap<>(environment());
    all.put("NETDEPOT_MANAGEMENT_PORT", "0");
    all.putAll(environment);
    return ServiceProcess.start(home, command("serve", arguments), all);
  }

  /** What a command that ended printed. */
  record Ended(int status, String out, String err) {}

  /** Runs a command to its end, with a text for its standard input. */
  Ended run(String input, String command, String... arguments)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(home, "command", ".out");
    Path err = Files.createTempFile(home, "command", ".err");
    ProcessBuilder builder = new ProcessBuilder(command(command, arguments));
    builder.environment().keySet().removeIf(name -> name.startsWith("NETDEPOT_"));
    builder.environment().putAll(environment());
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    Process process = builder.start();
    try {
      process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().close();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("%s ends", command).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private List<String> command(String command, String... arguments) {
    List<String> line = new ArrayList<>();
    line.add(home.resolve("netdepot").toString());
    line.add(command);
    line.addAll(List.of(arguments));
    return line;
  }

  private static Map<String, String> environment() {
    return Map.of(
        "JAVA_HOME",
        System.getProperty("java.home"),
        "NETDEPOT_JAVA_OPTS",
        "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
  }
}
