package io.netdepot.fleet;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The id of an operation, a task, a package or a profile: 24 hex digits, kept in lower case.
 *
 * <p>Source of the shape: NMX-M REST API 85.1.3100, schema {@code EntityID}, {@code
 * ^[0-9a-fA-F]{24}$}.
 */
public record EntityId(String value) implements Comparable<EntityId> {
  private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{24}");

  public EntityId {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("An id has 24 lower-case hex digits");
    }
  }

  /** Reads an id as a client wrote it, in either case; empty when it is not one. */
  public static Optional<EntityId> parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return SHAPE.matcher(lower).matches() ? Optional.of(new EntityId(lower)) : Optional.empty();
  }

  @Override
  public int compareTo(EntityId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
