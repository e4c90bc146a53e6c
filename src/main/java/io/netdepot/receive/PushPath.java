package io.netdepot.receive;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/**
 * What a path means that a switch names. There is one folder and one file in it, and neither is one
 * of this machine: a path is only compared, and never used.
 */
sealed interface PushPath {
  /** The folder of the login; above it there is only the root. */
  record Folder() implements PushPath {}

  record Root() implements PushPath {}

  /**
   * A file in the folder.
   *
   * @param name without a slash, not hidden, at most 255 characters
   */
  record File(String name) implements PushPath {}

  /** Anything else. */
  record Outside() implements PushPath {}

  /** Names as the store takes them. */
  Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._@+=,:-]{0,254}");

  /** The longest path that is looked at. */
  int LONGEST = 4_096;

  /**
   * Reads a path.
   *
   * @param folder the name of the login's folder
   * @param text absolute, or seen from the folder
   */
  static PushPath parse(String folder, String text) {
    if (text.length() > LONGEST) {
      return new Outside();
    }
    Deque<String> parts = new ArrayDeque<>();
    if (!text.startsWith("/")) {
      parts.add(folder);
    }
    for (String part : text.split("/", -1)) {
      switch (part) {
        case "", "." -> {}
        case ".." -> {
          if (parts.pollLast() == null) {
            return new Outside();
          }
        }
        default -> parts.add(part);
      }
    }
    if (parts.isEmpty()) {
      return new Root();
    }
    if (!parts.removeFirst().equals(folder)) {
      return new Outside();
    }
    if (parts.isEmpty()) {
      return new Folder();
    }
    String name = parts.removeFirst();
    return parts.isEmpty() && NAME.matcher(name).matches() ? new File(name) : new Outside();
  }
}
