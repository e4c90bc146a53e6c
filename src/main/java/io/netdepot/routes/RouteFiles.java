package io.netdepot.routes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;

/**
 * The text of a set of route files, read at one moment, so that what is checked is what is loaded.
 *
 * @param files in the order of their names
 */
record RouteFiles(List<RouteFile> files) {
  private static final String SUFFIX = ".camel.yaml";

  /**
   * One file. {@code name} is relative to the routes' directory, such as {@code
   * platforms/nvos.camel.yaml}.
   */
  record RouteFile(String name, String text) {
    Resource resource() {
      return ResourceHelper.fromString(name, text);
    }
  }

  RouteFiles {
    files = List.copyOf(files);
  }

  /** Reads every {@code *.camel.yaml} below a directory; other files are left alone. */
  static RouteFiles read(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new IOException(
          "There is no directory of routes at "
              + directory.toAbsolutePath()
              + "; --routes DIR names another one");
    }
    List<RouteFile> files = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(directory)) {
      for (Path path :
          walk.filter(found -> found.getFileName().toString().endsWith(SUFFIX)).sorted().toList()) {
        files.add(
            new RouteFile(
                directory.relativize(path).toString().replace('\\', '/'),
                Files.readString(path, StandardCharsets.UTF_8)));
      }
    }
    return new RouteFiles(files);
  }
}
