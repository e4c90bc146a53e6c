package io.netdepot.routes;

import io.netdepot.files.NotTextException;
import io.netdepot.files.SmallFile;
import io.netdepot.routes.RouteFiles.RouteFile;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The directory that people keep their route files in: every {@code *.camel.yaml} in it and below,
 * but what begins with a dot (editors' and version control's own) and the folder {@code examples}.
 */
final class RouteFolder {
  private static final String SUFFIX = ".camel.yaml";
  // What somebody may have meant to be a route file. Editors' and other programs' own begin with a
  // dot or end in something else.
  private static final Pattern ALIKE =
      Pattern.compile("[^.#~].*\\.ya?ml", Pattern.CASE_INSENSITIVE);
  private static final String EXAMPLES = "examples";
  // A step has 60 lines; whatever is larger was put there by mistake, and would fill the heap.
  private static final int LARGEST = 1 << 20;
  private static final int MOST = 1_000;
  private static final int DEEPEST = 8;

  private final Path directory;

  RouteFolder(Path directory) {
    this.directory = directory;
  }

  /**
   * What the file system tells of the files without their being read. Two that are equal, some time
   * apart, mean that nobody wrote in between, but on file systems with coarse clocks.
   *
   * @param folders those that files were looked for in
   */
  record Look(Map<String, List<Object>> files, Set<Path> folders) {}

  /**
   * Looks without reading.
   *
   * @throws IOException with a sentence when there is no such directory, or too much in it
   */
  Look look() throws IOException {
    Map<String, List<Object>> found = new TreeMap<>();
    Found there = find();
    for (Map.Entry<String, Path> file : there.files().entrySet()) {
      found.put(file.getKey(), stamp(file.getValue()));
    }
    there.ignored().forEach(name -> found.put(name, List.of()));
    return new Look(found, there.folders());
  }

  private static List<Object> stamp(Path file) throws IOException {
    try {
      Map<String, Object> known =
          Files.readAttributes(file, "unix:ino,size,lastModifiedTime,ctime");
      return List.copyOf(new TreeMap<>(known).values());
    } catch (UnsupportedOperationException e) {
      BasicFileAttributes known = Files.readAttributes(file, BasicFileAttributes.class);
      return List.of(known.lastModifiedTime(), known.size());
    } catch (NoSuchFileException e) {
      // Gone since it was listed, or a link that leads nowhere: reading says so.
      return List.of();
    }
  }

  /**
   * Reads them.
   *
   * @throws IOException with a sentence that names the file
   */
  RouteFiles read() throws IOException {
    return contents().files();
  }

  /**
   * What was read, and what was not.
   *
   * @param ignored files that are none by their names, and look as if they were meant to be
   */
  record Contents(RouteFiles files, List<String> ignored) {
    Contents {
      ignored = List.copyOf(ignored);
    }
  }

  /**
   * Reads them, and says which files somebody may miss among them.
   *
   * @throws IOException with a sentence that names the file
   */
  Contents contents() throws IOException {
    List<RouteFile> files = new ArrayList<>();
    Found there = find();
    for (Map.Entry<String, Path> file : there.files().entrySet()) {
      files.add(new RouteFile(file.getKey(), text(file.getKey(), file.getValue())));
    }
    return new Contents(new RouteFiles(files), there.ignored());
  }

  /** A sentence for whoever may miss a file among the routes. */
  static String remark(String ignored) {
    return ignored + " is left alone: the name of a route file ends in " + SUFFIX;
  }

  private static String text(String name, Path file) throws IOException {
    try {
      return SmallFile.text(file, LARGEST);
    } catch (NoSuchFileException e) {
      throw new RouteFileException(name, "It is gone, or a link that leads nowhere; remove it");
    } catch (NotTextException e) {
      throw new RouteFileException(name, e.line(), "The file " + e.getMessage());
    } catch (IOException e) {
      throw new RouteFileException(name, "The file " + e.getMessage());
    }
  }

  private record Found(Map<String, Path> files, List<String> ignored, Set<Path> folders) {}

  private Found find() throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new IOException(
          "There is no directory of routes at "
              + directory.toAbsolutePath()
              + "; --routes DIR names another one");
    }
    // It may be a link, which may lead elsewhere by now.
    Path root = directory.toRealPath();
    Map<String, Path> found = new TreeMap<>();
    List<String> ignored = new ArrayList<>();
    Set<Path> folders = new HashSet<>();
    Files.walkFileTree(
        root,
        Set.of(),
        DEEPEST,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (!folder.equals(root) && isLeftAlone(root.relativize(folder))) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            folders.add(folder);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            String name = file.getFileName().toString();
            String path = root.relativize(file).toString().replace('\\', '/');
            if (name.endsWith(SUFFIX) && !name.startsWith(".")) {
              found.put(path, file);
            } else if (ALIKE.matcher(name).matches()) {
              ignored.add(path);
            }
            if (found.size() + ignored.size() > MOST) {
              throw new IOException("There are more than " + MOST + " route files in " + root);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw new IOException(root.relativize(file) + " cannot be read: " + failure, failure);
          }
        });
    ignored.sort(Comparator.naturalOrder());
    return new Found(found, ignored, folders);
  }

  private static boolean isLeftAlone(Path folder) {
    return folder.getFileName().toString().startsWith(".") || folder.equals(Path.of(EXAMPLES));
  }
}
