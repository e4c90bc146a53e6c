package io.netdepot.recording;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of a recording, with the lines below it that are indented more.
 *
 * @param number counted from 1
 * @param word the first word
 * @param rest what follows the blank after it, as written
 */
record Line(int number, String word, String rest, List<Line> below) {
  private static final int MOST_DEPTH = 3;
  private static final int STEP = 2;

  /** Takes what is wrong with a line. */
  @FunctionalInterface
  interface Problems {
    void add(int line, String reason);
  }

  /** The outermost lines of a text; blank lines and those that begin with # say nothing. */
  static List<Line> read(String text, Problems problems) {
    List<Line> top = new ArrayList<>();
    List<List<Line>> open = new ArrayList<>(List.of(top));
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i];
      if (line.isBlank() || line.stripLeading().startsWith("#")) {
        continue;
      }
      int indent = 0;
      while (line.charAt(indent) == ' ') {
        indent++;
      }
      int depth = indent / STEP;
      if (!isClean(i + 1, line, problems)) {
        continue;
      }
      if (indent % STEP != 0 || depth >= open.size()) {
        problems.add(
            i + 1, "The line is indented by " + indent + " blanks; each level has two more");
        continue;
      }
      int end = line.indexOf(' ', indent);
      Line read =
          new Line(
              i + 1,
              line.substring(indent, end < 0 ? line.length() : end),
              end < 0 ? "" : line.substring(end + 1),
              new ArrayList<>());
      open.subList(depth + 1, open.size()).clear();
      open.get(depth).add(read);
      if (depth + 1 < MOST_DEPTH) {
        open.add(read.below());
      }
    }
    return top;
  }

  private static boolean isClean(int number, String line, Problems problems) {
    if (line.endsWith(" ")) {
      problems.add(number, "The line ends with a blank that nobody sees; write \\s");
      return false;
    }
    for (int at = 0; at < line.length(); at++) {
      char character = line.charAt(at);
      if (character < ' ' || (character >= 0x7f && character < 0xa0)) {
        problems.add(
            number,
            "The line holds the control character "
                + (int) character
                + "; write \\t, \\r, \\e or \\xHH");
        return false;
      }
    }
    return true;
  }
}
