package io.netdepot.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A copy of the launcher in a folder of its own, with Javas and a Maven that are small scripts; of
 * the machine's programs it sees the few that a POSIX system has anyway.
 */
final class LauncherRun {
  private static final List<String> TOOLS =
      List.of(
          "sh",
          "sed",
          "head",
          "dirname",
          "basename",
          "readlink",
          "find",
          "cat",
          "mkdir",
          "rm",
          "mv",
          "sleep",
          "touch");

  final Path folder;
  final Path project;
  final Path javas;
  final Map<String, String> environment = new HashMap<>();

  private final Path tools;

  LauncherRun(Path folder) throws IOException {
    this.folder = folder;
    project = Files.createDirectories(folder.resolve("a project"));
    javas = Files.createDirectories(folder.resolve("javas"));
    tools = Files.createDirectories(folder.resolve("tools"));
    for (String tool : TOOLS) {
      for (String system : List.of("/bin", "/usr/bin")) {
        Path program = Path.of(system, tool);
        if (Files.exists(program) && !Files.exists(tools.resolve(tool))) {
          script(tools.resolve(tool), "exec " + program + " \"$@\"");
        }
      }
    }
    Files.copy(Path.of("netdepot"), project.resolve("netdepot"));
    executable(project.resolve("netdepot"));
    Files.writeString(project.resolve("pom.xml"), "");
    Files.createDirectories(project.resolve("src/main"));
    environment.put("PATH", tools.toString());
    environment.put("NETDEPOT_JAVA_DIRS", javas.toString());
  }

  /** Makes a Java that tells its name and its arguments, a line each. */
  Path java(String name, String version, boolean compiler) throws IOException {
    Path home = javas.resolve(name);
    java(home, version);
    if (compiler) {
      script(home.resolve("bin/javac"), "exit 0");
    }
    return home;
  }

  private static void java(Path home, String version) throws IOException {
    script(
        home.resolve("bin/java"),
        "if [ \"$1\" = -version ]; then echo 'openjdk version \""
            + version
            + "\" 2026-01-01' >&2; exit 0; fi",
        "printf '%s\\n' \"runs " + home.getFileName() + "\" \"$@\"");
  }

  /** The jar, as if it had just been built. */
  void built() throws IOException {
    Files.createDirectories(project.resolve("target"));
    Files.writeString(project.resolve("target/netdepot.jar"), "");
  }

  /** A Maven that notes each run and makes the jar, after some lines of the test's own. */
  void maven(String... lines) throws IOException {
    String makesTheJar =
        "echo \"$JAVA_HOME $*\" >>'"
            + folder.resolve("builds")
            + "'\n"
            + String.join("\n", lines)
            + "\nmkdir -p target; : >target/netdepot.jar";
    script(tools.resolve("mvn"), makesTheJar);
  }

  List<String> builds() throws IOException {
    Path builds = folder.resolve("builds");
    return Files.exists(builds) ? Files.readAllLines(builds) : List.of();
  }

  static void script(Path file, String... lines) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    executable(file);
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Puts a folder on PATH, before the tools. */
  void onPath(Path programs) {
    environment.merge("PATH", programs.toString(), (old, added) -> added + ":" + old);
  }

  Started start(String... args) throws IOException {
    return startAs(project.resolve("netdepot"), folder, args);
  }

  Started startAs(Path launcher, Path current, String... args) throws IOException {
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    ProcessBuilder builder = new ProcessBuilder(launcher.toString());
    builder.command().addAll(List.of(args));
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.directory(current.toFile());
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    return new Started(builder.start(), out, err);
  }

  /** A launcher that was started. */
  record Started(Process process, Path outFile, Path errFile) {
    int exit() throws InterruptedException {
      try {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
          throw new AssertionError("The launcher hangs");
        }
        return process.exitValue();
      } finally {
        process.destroyForcibly();
      }
    }

    List<String> out() throws IOException {
      return Files.readAllLines(outFile);
    }

    String err() throws IOException {
      return Files.readString(errFile);
    }
  }
}
