package io.netdepot.simulator;

import io.netdepot.recording.RecordedFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The files of one recorded switch, in a folder of this machine that looks to clients like the
 * switch's root. Thread-safe.
 */
final class RecordedDisk {
  private final UnaryOperator<String> fill;
  private final Map<String, RecordedFile> files = new ConcurrentSkipListMap<>();

  // Mutable state: set before the first client comes.
  private @Nullable Path root;
  private @Nullable ContentCache content;

  RecordedDisk(UnaryOperator<String> fill) {
    this.fill = fill;
  }

  /** Lays the first files down, below this folder. */
  void mount(Path folder, ContentCache cache, List<RecordedFile> first, List<String> folders)
      throws IOException {
    root = Files.createDirectories(folder);
    content = cache;
    for (String each : folders) {
      Files.createDirectories(local(fill.apply(each)));
    }
    for (RecordedFile file : first) {
      create(file);
    }
  }

  /** Where a path of the switch is on this machine; it leads nowhere else. */
  Path local(String path) {
    Path below = mounted();
    Path normal = Path.of("/").resolve(path).normalize();
    return below.resolve(Path.of("/").relativize(normal).toString());
  }

  void create(RecordedFile file) throws IOException {
    String path = fill.apply(file.path());
    Path place = local(path);
    Files.createDirectories(parent(place));
    Files.deleteIfExists(place);
    if (file.content() == RecordedFile.Content.TEXT) {
      String text = String.join("\n", file.text());
      Files.writeString(place, text.isEmpty() ? "" : fill.apply(text) + "\n");
    } else {
      Files.createLink(place, made(file));
    }
    files.put(path, file);
  }

  /** Fetches a file over HTTP to a path of the switch. */
  void take(String path, String url, InetAddress from) throws IOException, InterruptedException {
    Path place = local(path);
    Files.createDirectories(parent(place));
    Files.deleteIfExists(place);
    long size = Download.to(place, url, from);
    files.put(
        path,
        new RecordedFile(
            path,
            RecordedFile.Content.GARBAGE,
            size,
            List.of(),
            false,
            false,
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty()));
  }

  /** Takes a file away, if it is there. */
  void delete(String path) throws IOException {
    files.remove(path);
    Files.deleteIfExists(local(path));
  }

  /** Takes the file away that lies at a place on this machine. */
  void deleteAt(Path place) throws IOException {
    for (String path : paths()) {
      if (local(path).equals(place)) {
        delete(path);
      }
    }
  }

  /** What is known of the file that lies at a place on this machine. */
  Optional<RecordedFile> at(Path place) {
    return files.entrySet().stream()
        .filter(entry -> local(entry.getKey()).equals(place))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  List<String> paths() {
    return List.copyOf(files.keySet());
  }

  /** The size that the switch tells. */
  long size(String path) throws IOException {
    RecordedFile file = files.get(path);
    if (file == null) {
      throw new NoSuchFileException(path);
    }
    return file.says().isPresent() ? file.says().getAsLong() : Files.size(local(path));
  }

  String sha256(String path) throws IOException {
    try (InputStream in = Files.newInputStream(local(path))) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[64 << 10];
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        digest.update(buffer, 0, length);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private Path made(RecordedFile file) throws IOException {
    ContentCache cache = content;
    if (cache == null) {
      throw new IllegalStateException("Not mounted yet");
    }
    long size = file.size();
    // Two files of a switch have not the same bytes.
    long seed = file.path().hashCode() & 0xffff;
    return switch (file.content()) {
      case TAR_GZ -> cache.archive(new PackageContent(size, seed));
      case TAR_GZ_CUT -> cache.cutShort(new PackageContent(size, seed));
      case TXZ -> cache.archive(new XzArchive(size, seed));
      case TXZ_CUT -> cache.cutShort(new XzArchive(size, seed));
      default -> cache.garbage(size, seed);
    };
  }

  private Path mounted() {
    Path folder = root;
    if (folder == null) {
      throw new IllegalStateException("Not mounted yet");
    }
    return folder;
  }

  private static Path parent(Path place) {
    Path parent = place.getParent();
    return parent == null ? place : parent;
  }
}
