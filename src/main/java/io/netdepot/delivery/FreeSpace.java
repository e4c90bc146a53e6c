package io.netdepot.delivery;

import java.util.List;
import java.util.OptionalLong;

/** Reads {@code df -Pk} (POSIX): the fourth column of the last line, in KiB. */
final class FreeSpace {
  private static final int AVAILABLE = 3;
  private static final int KIB = 1024;

  private FreeSpace() {}

  /** The free bytes; empty when the output has another form. */
  static OptionalLong of(String printed) {
    List<String> lines = printed.lines().filter(line -> !line.isBlank()).toList();
    if (lines.size() < 2) {
      return OptionalLong.empty();
    }
    String[] columns = lines.getLast().strip().split("\\s+", -1);
    if (columns.length <= AVAILABLE || !columns[AVAILABLE].matches("\\d{1,15}")) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Long.parseLong(columns[AVAILABLE]) * KIB);
  }
}
