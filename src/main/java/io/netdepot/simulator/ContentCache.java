package io.netdepot.simulator;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;

/**
 * Package files on disk, each made once and shared by all switches that serve the same content.
 *
 * <p>Files appear by rename and are never changed, so several fleets, in several processes too, may
 * share a folder.
 */
public final class ContentCache {
  /** What writes one file. */
  private interface Writer {
    void writeTo(OutputStream out) throws IOException;
  }

  private final Path folder;
  // Making content is work for the processor; more at once than cores would only take memory.
  private final Semaphore makers = new Semaphore(Runtime.getRuntime().availableProcessors());
  private final Map<String, FutureTask<Path>> files = new ConcurrentHashMap<>();

  /** A cache in this folder, which must exist. */
  public ContentCache(Path folder) {
    this.folder = folder;
  }

  /** A whole archive. */
  public Path archive(PackageContent content) throws IOException {
    return file("package-" + content.size() + "-" + content.seed(), content::writeTo);
  }

  /** The first two thirds of an archive. */
  Path cutShort(PackageContent content) throws IOException {
    return cutShort("short-" + content.size() + "-" + content.seed(), archive(content));
  }

  /** A whole archive of the kind that Cumulus Linux makes. */
  Path archive(XzArchive content) throws IOException {
    return file("xz-" + content.size() + "-" + content.seed(), content::writeTo);
  }

  /** The first two thirds of such an archive. */
  Path cutShort(XzArchive content) throws IOException {
    return cutShort("short-xz-" + content.size() + "-" + content.seed(), archive(content));
  }

  /** Bytes that mean nothing. */
  Path garbage(long size, long seed) throws IOException {
    return file(
        "garbage-" + size + "-" + seed,
        out -> {
          SplittableRandom random = new SplittableRandom(seed);
          for (long at = 0; at < size; at++) {
            // A letter first: by chance it might look like an archive's first byte.
            out.write(at == 0 ? 'x' : random.nextInt());
          }
        });
  }

  private Path cutShort(String name, Path whole) throws IOException {
    return file(
        name,
        out -> {
          try (FileChannel from = FileChannel.open(whole, StandardOpenOption.READ)) {
            long wanted = from.size() * 2 / 3;
            for (long at = 0; at < wanted; ) {
              at += from.transferTo(at, wanted - at, Channels.newChannel(out));
            }
          }
        });
  }

  /** A web page. */
  Path webPage() throws IOException {
    return file(
        "page",
        out ->
            out.write(
                "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>\n"
                    .repeat(20)
                    .getBytes(StandardCharsets.UTF_8)));
  }

  /** A small archive that unpacks to this many bytes. */
  Path bomb(long unpacked) throws IOException {
    return file("bomb-" + unpacked, out -> GzipBomb.write(out, unpacked));
  }

  private Path file(String name, Writer writer) throws IOException {
    FutureTask<Path> task =
        files.computeIfAbsent(name, key -> new FutureTask<>(() -> make(key, writer)));
    task.run();
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while '" + name + "' was being made", e);
    } catch (ExecutionException e) {
      files.remove(name, task);
      if (e.getCause() instanceof IOException cause) {
        throw new IOException("Cannot make '" + name + "': " + cause.getMessage(), cause);
      }
      throw new UncheckedIOException(new IOException(e.getCause()));
    }
  }

  private Path make(String name, Writer writer) throws IOException, InterruptedException {
    Path file = folder.resolve(name);
    if (Files.exists(file)) {
      return file;
    }
    makers.acquire();
    Path unfinished = Files.createTempFile(folder, name, ".part");
    try {
      try (OutputStream out =
          new BufferedOutputStream(Files.newOutputStream(unfinished), 256 * 1024)) {
        writer.writeTo(out);
      }
      return Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      makers.release();
      Files.deleteIfExists(unfinished);
    }
  }
}
