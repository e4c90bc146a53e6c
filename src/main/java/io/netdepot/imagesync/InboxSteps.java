package io.netdepot.imagesync;

import io.netdepot.config.DataSize;
import io.netdepot.config.Durations;
import io.netdepot.images.ImageFileName;
import io.netdepot.images.Images;
import io.netdepot.images.Published;
import io.netdepot.source.Manifest;
import io.netdepot.source.SourceFailure;
import io.netdepot.source.SourceFailure.Reason;
import io.netdepot.store.ReceivedFile;
import io.netdepot.store.Spool;
import io.netdepot.store.SpoolFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What step routes call as {@code inbox}: images that come without a network. Thread-safe. */
public final class InboxSteps {
  private static final Logger log = LoggerFactory.getLogger(InboxSteps.class);

  /** Where the file component of Camel says the name of a file. */
  private static final String NAME = "CamelFileName";

  private static final int BLOCK = 1 << 20;

  /** What can be wrong with a file; all else is wrong with us, or only for a while. */
  private static final Set<Reason> FILES_OWN =
      Set.of(
          Reason.BAD_NAME,
          Reason.BAD_LIST,
          Reason.DIGEST_MISMATCH,
          Reason.NOT_AN_IMAGE,
          Reason.TOO_LARGE);

  private final Inbox inbox;
  private final LeftFiles left;
  private final DataSize maxSize;
  private final Images images;
  private final Spool spool;

  /** {@code maxSize} is the largest file that is taken (images.max-size). */
  public InboxSteps(
      Path folder, DataSize maxSize, Images images, Spool spool, InstantSource clock) {
    this.inbox = new Inbox(folder);
    this.left = new LeftFiles(clock);
    this.maxSize = maxSize;
    this.images = images;
    this.spool = spool;
  }

  /**
   * Makes the inbox, when there is none. Static, since what is not can be called by a step route.
   *
   * @throws IOException with a sentence, when files cannot be moved out of it
   */
  public static void open(InboxSteps steps) throws IOException {
    steps.inbox.require();
  }

  /**
   * Whether a file is to be taken now; one that could not be taken or moved is left for a while.
   */
  public boolean isDue(@Header(NAME) String name) {
    try {
      return inbox.version(name).filter(version -> left.isLeft(name, version)).isEmpty();
    } catch (SourceFailure e) {
      // Then it is refused by its name.
      return true;
    }
  }

  /**
   * Copies a file into the spool, and compares it with the {@code .sha256} beside it, if there is
   * one.
   *
   * @throws SourceFailure with a sentence, when it is no image that can be kept
   * @throws IOException when it could not be read or kept now
   */
  public ReceivedFile receive(@Header(NAME) String name) throws SourceFailure, IOException {
    imageName(name);
    try (InputStream bytes = inbox.open(name);
        SpoolFile file = spool.create()) {
      Optional<String> declared = inbox.declared(name);
      copy(bytes, file);
      if (file.size() == 0) {
        throw new SourceFailure(Reason.NOT_AN_IMAGE, "The file is empty");
      }
      ReceivedFile received = file.finish();
      if (declared.isPresent()) {
        requireDeclared(name, declared.get(), received);
      }
      return received;
    }
  }

  private static ImageFileName imageName(String name) throws SourceFailure {
    return switch (ImageFileName.judge(name)) {
      case ImageFileName.Verdict.Good(var good) -> good;
      case ImageFileName.Verdict.Refused(var sentence) ->
          throw new SourceFailure(Reason.BAD_NAME, sentence);
    };
  }

  private void copy(InputStream from, SpoolFile to) throws IOException, SourceFailure {
    byte[] block = new byte[BLOCK];
    for (int length = from.read(block); length >= 0; length = from.read(block)) {
      if (to.size() + length > maxSize.bytes()) {
        throw new SourceFailure(
            Reason.TOO_LARGE, "The file is larger than " + maxSize + " (images.max-size)");
      }
      to.write(block, 0, length);
    }
  }

  private void requireDeclared(String name, String text, ReceivedFile file) throws SourceFailure {
    try {
      if (!Manifest.digestBeside(name, text).equals(file.digest())) {
        throw new SourceFailure(
            Reason.DIGEST_MISMATCH,
            "The file has the SHA-256 "
                + file.digest()
                + ", and the .sha256 beside it says another");
      }
    } catch (SourceFailure e) {
      drop(file);
      throw e;
    }
  }

  /**
   * Publishes a received file under its name in the inbox, and moves it there to {@code done/}.
   *
   * @throws SourceFailure with a sentence, when another image has its name
   * @throws IOException when it could not be stored now
   */
  public void publish(@Body ReceivedFile file, @Header(NAME) String name)
      throws SourceFailure, IOException {
    switch (images.publish(imageName(name), file)) {
      case Published.New(var image) ->
          log.info("Image {} ({}) was taken from the inbox", image.id(), name);
      case Published.Same same -> log.info("{} in the inbox is here already", name);
      case Published.NameTaken(var other) ->
          throw new SourceFailure(
              Reason.BAD_NAME,
              "An image of that name is here already with other content ("
                  + other.id()
                  + "); delete it, or rename the file");
    }
    try {
      inbox.done(name);
      left.gone(name);
    } catch (IOException e) {
      log.error("{} was published and cannot be moved out of the inbox: {}", name, e.toString());
      leaveUntilChanged(name);
    }
  }

  /**
   * Decides what becomes of a file that was not taken. When that is because of the file, it is
   * moved to {@code refused/} with a text beside it; when the service is stopping, the disk full or
   * the catalog busy, it stays and is tried again.
   */
  public void refuse(
      @Header(NAME) String name, @ExchangeException Exception why, @Body Object body) {
    if (body instanceof ReceivedFile file) {
      drop(file);
    }
    if (why instanceof SourceFailure failure && FILES_OWN.contains(failure.reason())) {
      moveToRefused(name, failure.sentence());
    } else {
      leaveForNow(name, why);
    }
  }

  private void moveToRefused(String name, String sentence) {
    log.warn("A file in the inbox is refused: {}", sentence);
    try {
      inbox.refused(name, sentence);
      left.gone(name);
    } catch (IOException | SourceFailure e) {
      log.error("A refused file cannot be moved out of the inbox: {}", e.toString());
      leaveUntilChanged(name);
    }
  }

  private void leaveForNow(String name, Exception why) {
    try {
      Optional<Inbox.Version> version = inbox.version(name);
      if (version.isPresent()) {
        Duration wait = left.forNow(name, version.get());
        log.warn(
            "{} stays in the inbox and is tried again in {}: {}",
            name,
            Durations.about(wait),
            why.toString());
      }
    } catch (SourceFailure e) {
      log.error("A file in the inbox could not be taken: {}", why.toString());
    }
  }

  private void leaveUntilChanged(String name) {
    try {
      inbox.version(name).ifPresent(version -> left.untilChanged(name, version));
    } catch (SourceFailure e) {
      // There is no such file.
    }
  }

  private void drop(ReceivedFile file) {
    try {
      spool.drop(file);
    } catch (IOException e) {
      log.warn("A file stays in the spool until the next start: {}", e.getMessage());
    }
  }
}
