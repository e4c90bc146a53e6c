package io.netdepot.recording;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file on a device.
 *
 * @param path absolute; may hold {@code ${…}}
 * @param size in bytes; archives of a kind have about this size, texts have that of their lines
 * @param text the lines of a {@link Content#TEXT}
 * @param denied whether nobody may open it
 * @param kept whether nobody may delete it
 * @param says the size that the device tells, when it is another one
 * @param cutsAt after how many bytes read the connection breaks
 * @param stallsAt after how many bytes read nothing more comes
 */
public record RecordedFile(
    String path,
    Content content,
    long size,
    List<String> text,
    boolean denied,
    boolean kept,
    OptionalLong says,
    OptionalLong cutsAt,
    OptionalLong stallsAt) {
  public RecordedFile {
    text = List.copyOf(text);
  }

  /** The folder it lies in. */
  public String folder() {
    return path.substring(0, Math.max(1, path.lastIndexOf('/')));
  }

  /** What a file holds. */
  public enum Content {
    /** A whole gzip tar. */
    TAR_GZ("tar.gz"),
    /** A whole xz tar. */
    TXZ("txz"),
    /** A gzip tar that ends too early. */
    TAR_GZ_CUT("tar.gz-cut"),
    /** An xz tar that ends too early. */
    TXZ_CUT("txz-cut"),
    /** Bytes that mean nothing. */
    GARBAGE("garbage"),
    /** Lines. */
    TEXT("text");

    private final String word;

    Content(String word) {
      this.word = word;
    }

    /** As it is written in a recording. */
    public String word() {
      return word;
    }

    static Optional<Content> of(String word) {
      for (Content each : values()) {
        // The same thing under the name that Onyx gives it.
        if (each.word.equals(word.replaceFirst("^tgz", "tar.gz"))) {
          return Optional.of(each);
        }
      }
      return Optional.empty();
    }
  }
}
