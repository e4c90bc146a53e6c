package io.netdepot.recording;

import java.util.HexFormat;

/** Characters that a text file cannot show, as {@code \s \t \r \n \e \\} and {@code \xHH}. */
final class Escapes {
  private static final String NAMES = "strne\\";
  private static final String MEANT = " \t\r\n\u001b\\";

  private Escapes() {}

  /**
   * What was meant by a text.
   *
   * @throws IllegalArgumentException with the reason
   */
  static String read(String written) {
    StringBuilder text = new StringBuilder(written.length());
    int at = 0;
    while (at < written.length()) {
      char character = written.charAt(at++);
      if (character != '\\') {
        text.append(character);
        continue;
      }
      char name = at < written.length() ? written.charAt(at++) : '?';
      int known = NAMES.indexOf(name);
      if (known >= 0) {
        text.append(MEANT.charAt(known));
      } else if (name == 'x' && hex(written, at)) {
        text.append((char) HexFormat.fromHexDigits(written, at, at + 2));
        at += 2;
      } else {
        throw new IllegalArgumentException(
            "'\\" + name + "' means nothing; there are \\s \\t \\r \\n \\e \\\\ and \\xHH");
      }
    }
    return text.toString();
  }

  private static boolean hex(String written, int at) {
    return at + 2 <= written.length()
        && HexFormat.isHexDigit(written.charAt(at))
        && HexFormat.isHexDigit(written.charAt(at + 1));
  }

  /** The way to write a text; what it is read from again. */
  static String write(String text) {
    StringBuilder written = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); at++) {
      char character = text.charAt(at);
      int known = MEANT.indexOf(character);
      boolean blankInside = character == ' ' && at > 0 && at < text.length() - 1;
      if (known >= 0 && !blankInside) {
        written.append('\\').append(NAMES.charAt(known));
      } else if (character < ' ' || (character >= 0x7f && character < 0xa0)) {
        written.append("\\x").append(HexFormat.of().toHexDigits((byte) character));
      } else {
        written.append(character);
      }
    }
    return written.toString();
  }
}
