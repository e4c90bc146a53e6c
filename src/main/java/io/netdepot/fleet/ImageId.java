package io.netdepot.fleet;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The id of an image, which vManage calls its {@code versionId}: a random UUID, kept in lower case.
 *
 * <p>A device has no login, and knows an image by this id: it must not be guessed.
 */
public record ImageId(String value) implements Comparable<ImageId> {
  private static final Pattern SHAPE =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  public ImageId {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("An image's id is a UUID in lower case");
    }
  }

  /** A new one, of 122 bits that nobody can foresee. */
  public static ImageId random() {
    return new ImageId(UUID.randomUUID().toString());
  }

  /** Reads an id as a client wrote it, in either case; empty when it is not one. */
  public static Optional<ImageId> parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return SHAPE.matcher(lower).matches() ? Optional.of(new ImageId(lower)) : Optional.empty();
  }

  @Override
  public int compareTo(ImageId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
