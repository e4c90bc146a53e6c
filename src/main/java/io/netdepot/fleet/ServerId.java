package io.netdepot.fleet;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The id of a remote server that images come from: a UUID, kept in lower case. */
public record ServerId(String value) implements Comparable<ServerId> {
  private static final Pattern SHAPE =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  public ServerId {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("A remote server's id is a UUID in lower case");
    }
  }

  /** A new one. */
  public static ServerId random() {
    return new ServerId(UUID.randomUUID().toString());
  }

  /** Reads an id as a client wrote it, in either case; empty when it is not one. */
  public static Optional<ServerId> parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return SHAPE.matcher(lower).matches() ? Optional.of(new ServerId(lower)) : Optional.empty();
  }

  @Override
  public int compareTo(ServerId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
