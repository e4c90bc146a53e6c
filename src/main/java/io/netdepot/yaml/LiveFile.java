package io.netdepot.yaml;

import io.netdepot.files.PrivateFile;
import io.netdepot.files.SmallFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is read again when it changes. One that is bad is refused, and what was read before
 * goes on, over a restart as well. A file that is missing at the start is an empty one; one that
 * goes away or loses its content later is bad, since that is seldom meant. Thread-safe.
 *
 * @param <T> what is read from it; immutable
 */
public final class LiveFile<T> implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LiveFile.class);
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final int MOST_BYTES = 16 << 20;

  private final Path file;
  private final Path lastGood;
  private final String what;
  private final Reader<T> reader;
  private final InstantSource clock;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread follower;

  // Mutable state of whoever looks, one at a time
  private String tried = "";
  private String seen = "";
  private boolean wasThere;
  // Mutable state, read by all
  private volatile Optional<Loaded<T>> loaded = Optional.empty();
  private volatile Optional<FileRefusal> refusal = Optional.empty();

  /** Makes something of a file's text. */
  @FunctionalInterface
  public interface Reader<T> {
    /**
     * Reads a whole file.
     *
     * @param file its name, for people
     * @throws FileRefusedException with everything that is wrong
     */
    T read(String file, String text) throws FileRefusedException;
  }

  /**
   * What is at work.
   *
   * @param at since when
   * @param lastGood whether it is not what the file says, but what it said when it was last good
   */
  public record Loaded<T>(Instant at, T value, boolean lastGood) {}

  /**
   * A file that is not read yet.
   *
   * @param lastGood where to keep it while it is good
   * @param what what is in it, for people, such as {@code switches}
   */
  public LiveFile(Path file, Path lastGood, String what, Reader<T> reader, InstantSource clock) {
    this.file = file;
    this.lastGood = lastGood;
    this.what = what;
    this.reader = reader;
    this.clock = clock;
    this.follower = Thread.ofVirtual().name("file-of-" + what).unstarted(this::follow);
  }

  /** What is wrong with a file; empty when nothing is. */
  public static <T> List<FileProblem> check(Path file, Reader<T> reader) {
    try {
      T unused = read(file, reader);
      return List.of();
    } catch (FileRefusedException e) {
      return e.problems();
    }
  }

  /**
   * Reads a file once.
   *
   * @throws FileRefusedException when it is bad
   */
  public static <T> T read(Path file, Reader<T> reader) throws FileRefusedException {
    return reader.read(name(file), text(file).orElse(""));
  }

  /**
   * Reads the file; when it is bad, what it said when it was last good.
   *
   * @throws FileRefusedException when the file is bad and there is no earlier one
   * @throws IOException when the earlier one cannot be read
   */
  public void load() throws FileRefusedException, IOException {
    tried = stamp();
    seen = tried;
    try {
      take();
    } catch (FileRefusedException e) {
      Optional<byte[]> before = PrivateFile.read(lastGood);
      if (before.isEmpty()) {
        throw e;
      }
      T value = reader.read(name(file), new String(before.get(), StandardCharsets.UTF_8));
      loaded = Optional.of(new Loaded<>(clock.instant(), value, true));
      wasThere = true;
      refuse(e, "the last good ones are used");
    }
  }

  /** Follows the file from now on. */
  public void start() {
    follower.start();
  }

  private void follow() {
    try {
      while (!closed.await(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          look();
        } catch (RuntimeException e) {
          log.error("The file of {} cannot be followed, trying again", what, e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Looks whether the file has changed and is still again, since it may be half written, and reads
   * it then. One that is refused is read at each look, since what is wrong may be mended elsewhere,
   * as in a file that it names.
   */
  public synchronized void look() {
    String now = stamp();
    boolean still = now.equals(seen);
    seen = now;
    if (!still || (now.equals(tried) && refusal.isEmpty())) {
      return;
    }
    boolean again = now.equals(tried);
    tried = now;
    try {
      take();
      log.info("The file of {} is loaded anew", what);
    } catch (FileRefusedException e) {
      if (!again || !isTold(e)) {
        refuse(e, "those from before go on");
      }
    }
  }

  private boolean isTold(FileRefusedException e) {
    return refusal.filter(told -> told.problems().equals(e.problems())).isPresent();
  }

  private void take() throws FileRefusedException {
    Optional<String> found = text(file);
    if (found.isEmpty() && wasThere) {
      throw refused(
          file,
          "The file is gone; put it back, or start the service again if nothing is to be set");
    }
    String text = found.orElse("");
    T value = reader.read(name(file), text);
    wasThere = found.isPresent();
    loaded = Optional.of(new Loaded<>(clock.instant(), value, false));
    refusal = Optional.empty();
    try {
      keep(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      log.error(
          "The file of {} is used, but cannot be kept for a restart: {}", what, e.getMessage());
    }
  }

  private void keep(byte[] text) throws IOException {
    if (PrivateFile.read(lastGood).filter(before -> Arrays.equals(before, text)).isEmpty()) {
      PrivateFile.write(lastGood, text);
    }
  }

  private void refuse(FileRefusedException e, String then) {
    refusal = Optional.of(new FileRefusal(clock.instant(), e.problems()));
    log.error("The file of {} is refused, {}:\n{}", what, then, e.getMessage());
  }

  private static Optional<String> text(Path file) throws FileRefusedException {
    try {
      String text = SmallFile.text(file, MOST_BYTES);
      if (text.isBlank()) {
        throw refused(
            file,
            "The file is empty; write into it what it is to say, or remove it before a start");
      }
      return Optional.of(text);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw refused(file, "The file " + e.getMessage());
    }
  }

  private static FileRefusedException refused(Path file, String why) {
    return new FileRefusedException(List.of(new FileProblem(name(file), Optional.empty(), why)));
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  // What tells one state of the file from another without reading it.
  private String stamp() {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return found.lastModifiedTime().toInstant() + " " + found.size() + " " + found.fileKey();
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * What is at work.
   *
   * @throws IllegalStateException before it was loaded
   */
  public Loaded<T> loaded() {
    return loaded.orElseThrow(
        () -> new IllegalStateException("The file of " + what + " is not read yet"));
  }

  /** What is at work, for those who only use it. */
  public T value() {
    return loaded().value();
  }

  /** Why the file, as it is now, is not used; empty when it is. */
  public Optional<FileRefusal> refusal() {
    return refusal;
  }

  public Path file() {
    return file;
  }

  /** Follows the file no longer. */
  @Override
  public void close() {
    closed.countDown();
  }
}
