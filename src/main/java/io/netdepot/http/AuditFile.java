package io.netdepot.http;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit as JSON lines in a file, readable by its owner alone. When the file is full it becomes
 * {@code .1}, and the one before it {@code .2}, up to the number of files kept.
 *
 * <p>Thread-safe: one thread writes, in the order of the calls.
 */
public final class AuditFile implements AuditLog, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AuditFile.class);
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path file;
  private final long fullAt;
  private final int kept;
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("audit").factory());

  /** 10 MiB a file, five files. */
  public AuditFile(Path file) {
    this(file, 10L << 20, 5);
  }

  AuditFile(Path file, long fullAt, int kept) {
    this.file = file;
    this.fullAt = fullAt;
    this.kept = kept;
  }

  @Override
  public void write(AuditEntry entry) {
    try {
      writer.execute(() -> append(Line.of(entry)));
    } catch (RejectedExecutionException e) {
      log.warn("Not audited, the service has stopped: {} {}", entry.method(), entry.status());
    }
  }

  /**
   * Removes the lines that are older, from the files that are full as well. Waits for it.
   *
   * @return how many bytes went
   */
  public long removeBefore(Instant time) throws IOException {
    try {
      return writer.submit(() -> cut(time)).get();
    } catch (ExecutionException e) {
      throw new IOException("The audit cannot be shortened: " + e.getCause(), e);
    } catch (RejectedExecutionException e) {
      throw new IOException("The audit is closed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The audit was not shortened");
    }
  }

  /** How many bytes {@link #removeBefore} would remove. */
  public long bytesBefore(Instant time) throws IOException {
    long bytes = 0;
    for (Path each : files()) {
      bytes += AuditAge.bytesBefore(each, time);
    }
    return bytes;
  }

  private long cut(Instant time) throws IOException {
    long removed = 0;
    for (Path each : files()) {
      long older = AuditAge.bytesBefore(each, time);
      if (older > 0) {
        AuditAge.cut(each, older);
        removed += older;
      }
    }
    return removed;
  }

  /** Those that are there, the newest first. */
  private List<Path> files() {
    return Stream.concat(Stream.of(file), IntStream.range(1, kept).mapToObj(this::numbered))
        .filter(Files::exists)
        .toList();
  }

  private void append(Line line) {
    byte[] json = Json.bytes(line);
    ByteBuffer text = ByteBuffer.allocate(json.length + 1).put(json).put((byte) '\n').flip();
    try {
      if (Files.exists(file) && Files.size(file) + text.remaining() > fullAt) {
        rotate();
      }
      try (FileChannel channel =
          FileChannel.open(
              file, EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND), OWNER_ONLY)) {
        append(channel, text);
      }
    } catch (IOException e) {
      log.error(
          "The audit {} cannot be written ({}); its line would be {}",
          file,
          e.toString(),
          new String(json, StandardCharsets.UTF_8));
    }
  }

  // Half a line, as a full disk would leave, would spoil the next one as well.
  private static void append(FileChannel channel, ByteBuffer text) throws IOException {
    long before = channel.size();
    try {
      while (text.hasRemaining()) {
        channel.write(text);
      }
    } catch (IOException e) {
      channel.truncate(before);
      throw e;
    }
  }

  private void rotate() throws IOException {
    for (int number = kept - 1; number > 1; number--) {
      Path older = numbered(number - 1);
      if (Files.exists(older)) {
        Files.move(older, numbered(number), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Files.move(file, numbered(1), StandardCopyOption.REPLACE_EXISTING);
  }

  private Path numbered(int number) {
    return file.resolveSibling(file.getFileName() + "." + number);
  }

  /** Waits up to 5 s until everything is written. */
  @Override
  public void close() {
    writer.shutdown();
    try {
      if (!writer.awaitTermination(5, TimeUnit.SECONDS)) {
        log.warn("The last lines of the audit {} are not written", file);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @JsonPropertyOrder({"at", "who", "from", "method", "path", "status", "operation", "call"})
  private record Line(
      String at,
      @Nullable String who,
      String from,
      String method,
      String path,
      int status,
      @Nullable String operation,
      @Nullable String call) {

    static Line of(AuditEntry entry) {
      return new Line(
          entry.at().toString(),
          entry.who().orElse(null),
          entry.from(),
          Printable.text(entry.method(), 20),
          Printable.text(entry.path(), 300),
          entry.status(),
          entry.operation().orElse(null),
          entry.call().map(call -> Printable.text(call, 300)).orElse(null));
    }
  }
}
