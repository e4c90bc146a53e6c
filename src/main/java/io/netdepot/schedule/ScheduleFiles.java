package io.netdepot.schedule;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.netdepot.files.PrivateFile;
import io.netdepot.files.SmallFile;
import io.netdepot.yaml.FileProblem;
import io.netdepot.yaml.FileRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The file of schedules and the lists of switches that it names, which lie beside it or anywhere
 * else; and the last good ones of them in the data directory. Used by one thread.
 */
final class ScheduleFiles {
  private static final int MOST_BYTES = 16 << 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final Path lastGood;

  // Mutable state: the lists that were named when the file was last read
  private Set<Path> lists = Set.of();

  ScheduleFiles(Path file, Path lastGood) {
    this.file = file;
    this.lastGood = lastGood;
  }

  Path file() {
    return file;
  }

  /** What tells one state of the files from another without reading them. */
  Map<Path, String> stamps() {
    Map<Path, String> stamps = new LinkedHashMap<>();
    stamps.put(file, stamp(file));
    lists.forEach(list -> stamps.put(list, stamp(list)));
    return stamps;
  }

  private static String stamp(Path path) {
    try {
      BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
      return found.lastModifiedTime().toInstant() + " " + found.size() + " " + found.fileKey();
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * Reads all of them.
   *
   * @throws FileRefusedException when the file is there and cannot be read
   */
  ScheduleTexts read() throws FileRefusedException {
    String name = String.valueOf(file.getFileName());
    Optional<String> text;
    try {
      text = text(file);
    } catch (IOException e) {
      throw new FileRefusedException(
          List.of(new FileProblem(name, Optional.empty(), "The file " + e.getMessage())));
    }
    if (text.isPresent() && text.get().isBlank()) {
      throw new FileRefusedException(
          List.of(
              new FileProblem(
                  name,
                  Optional.empty(),
                  "The file is empty; write 'schedules: []' into it or remove it when there are"
                      + " to be none")));
    }
    Map<String, String> found = new LinkedHashMap<>();
    Set<Path> named = new LinkedHashSet<>();
    for (String list : text.map(yaml -> ScheduleReader.lists(name, yaml)).orElse(Set.of())) {
      try {
        Path path = file.resolveSibling(list);
        named.add(path);
        text(path).ifPresent(lines -> found.put(list, lines));
      } catch (IOException | InvalidPathException e) {
        // What is missing is said by the reader, with the line that names it.
      }
    }
    lists = Set.copyOf(named);
    return new ScheduleTexts(name, text, found);
  }

  private static Optional<String> text(Path path) throws IOException {
    try {
      return Optional.of(SmallFile.text(path, MOST_BYTES));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * Keeps texts that are good, for a start with ones that are not. The same ones are not written
   * again.
   */
  void keep(ScheduleTexts texts) throws IOException {
    byte[] kept =
        JSON.writeValueAsBytes(new Kept(texts.text().orElse(""), new TreeMap<>(texts.lists())));
    if (PrivateFile.read(lastGood).filter(before -> Arrays.equals(before, kept)).isEmpty()) {
      PrivateFile.write(lastGood, kept);
    }
  }

  /** The last good ones; empty when there are none. */
  Optional<ScheduleTexts> lastGood() throws IOException {
    Optional<byte[]> written = PrivateFile.read(lastGood);
    if (written.isEmpty()) {
      return Optional.empty();
    }
    Kept kept = JSON.readValue(written.get(), Kept.class);
    return Optional.of(
        new ScheduleTexts(
            String.valueOf(file.getFileName()), Optional.of(kept.file()), kept.lists()));
  }

  private record Kept(String file, Map<String, String> lists) {}
}
