package io.netdepot.process;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The product's own class path, without its tests. */
final class ClassPath {
  private ClassPath() {}

  static List<Path> entries() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.endsWith("test-classes"))
        .map(entry -> Path.of(entry).toAbsolutePath())
        .toList();
  }
}
