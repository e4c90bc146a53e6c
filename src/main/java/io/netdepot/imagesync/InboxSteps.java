package io.netdepot.imagesync;

import io.netdepot.config.DataSize;
import io.netdepot.config.SyncSettings;
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
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What step routes call as {@code inbox}: images that come without a network. Thread-safe. */
public final class InboxSteps {
  private static final Logger log = LoggerFactory.getLogger(InboxSteps.class);

  /** Where the file component of Camel says the name of a file. */
  private static final String NAME = "CamelFileName";

  private static final int BLOCK = 1 << 20;

  private final Inbox inbox;
  private final DataSize maxSize;
  private final Images images;
  private final Spool spool;

  /** {@code maxSize} is the largest file that is taken (images.max-size). */
  public InboxSteps(SyncSettings settings, DataSize maxSize, Images images, Spool spool) {
    this.inbox = new Inbox(settings.inboxDirectory());
    this.maxSize = maxSize;
    this.images = images;
    this.spool = spool;
  }

  /**
   * Copies a file into the spool, and compares it with the {@code .sha256} beside it, if there is
   * one.
   *
   * @throws SourceFailure with a sentence, when it is no image that can be kept
   */
  public ReceivedFile receive(@Header(NAME) String name) throws SourceFailure {
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
    } catch (IOException e) {
      throw storage(e);
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

  /** Publishes a received file under its name in the inbox, and moves it there to {@code done/}. */
  public void publish(@Body ReceivedFile file, @Header(NAME) String name) throws SourceFailure {
    try {
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
    } catch (IOException e) {
      drop(file);
      throw storage(e);
    }
    try {
      inbox.done(name);
    } catch (IOException e) {
      log.error("{} was published and cannot be moved out of the inbox: {}", name, e.toString());
    }
  }

  /** Moves a file to {@code refused/} and says why beside it. */
  public void refuse(@Header(NAME) String name, Exception why) {
    String sentence =
        why instanceof SourceFailure failure
            ? failure.sentence()
            : "It could not be taken: " + why.getMessage();
    log.warn("A file in the inbox is refused: {}", sentence);
    try {
      inbox.refused(name, sentence);
    } catch (IOException | SourceFailure e) {
      log.error("A refused file cannot be moved out of the inbox: {}", e.toString());
    }
  }

  private static SourceFailure storage(IOException e) {
    return new SourceFailure(
        Reason.STORAGE_FAILED, "The file could not be read or kept: " + e.getMessage(), e);
  }

  private void drop(ReceivedFile file) {
    try {
      spool.drop(file);
    } catch (IOException e) {
      log.warn("A file stays in the spool until the next start: {}", e.getMessage());
    }
  }
}
