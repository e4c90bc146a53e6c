package io.netdepot.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How tests start a Java with the product in it, so that it takes little and starts fast. */
public record ProductJava(List<Path> classPath, List<String> options) {
  public ProductJava {
    classPath = List.copyOf(classPath);
    options = List.copyOf(options);
  }

  public static ProductJava plain() {
    return new ProductJava(
        ClassPath.entries(), List.of("-Xmx160m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
  }

  /**
   * One that maps its classes from an archive, which one start and stop make first: worth it where
   * many starts follow, as each takes a third of the time.
   */
  public static ProductJava archived(Path folder) throws IOException, InterruptedException {
    // Java archives no classes that lie in a directory.
    List<Path> jars = new ArrayList<>();
    for (Path entry : ClassPath.entries()) {
      jars.add(Files.isDirectory(entry) ? jar(entry, folder.resolve("classes.jar")) : entry);
    }
    ProductJava withJars = new ProductJava(jars, plain().options);
    Path archive = folder.resolve("classes.jsa");
    ProductJava making = withJars.with("-XX:ArchiveClassesAtExit=" + archive);
    Path data = folder.resolve("data of the first start");
    try (ServiceProcess service = ServiceProcess.start(making, folder, data, Map.of())) {
      service.awaitReady();
      service.terminate();
      assertThat(service.awaitEnd()).isZero();
    }
    // A Java that cannot read the archive starts without it.
    return withJars.with("-XX:SharedArchiveFile=" + archive);
  }

  public ProductJava with(String option) {
    List<String> more = new ArrayList<>(options);
    more.add(option);
    return new ProductJava(classPath, more);
  }

  private static Path jar(Path directory, Path jar) throws IOException {
    try (Stream<Path> files = Files.walk(directory);
        OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      // Whoever looks for resources in a folder needs an entry for the folder too.
      for (Path file : files.filter(each -> !each.equals(directory)).toList()) {
        String name = directory.relativize(file).toString();
        entries.putNextEntry(new JarEntry(Files.isDirectory(file) ? name + "/" : name));
        if (Files.isRegularFile(file)) {
          Files.copy(file, entries);
        }
        entries.closeEntry();
      }
    }
    return jar;
  }

  /** The command line of a command of the product. */
  List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
    command.add(
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    command.add("-Dlogback.configurationFile=" + Path.of("config/logback.xml").toAbsolutePath());
    command.add("-Dnetdepot.home=" + Path.of("").toAbsolutePath());
    command.add("io.netdepot.Netdepot");
    command.addAll(arguments);
    return command;
  }
}
