package io.netdepot.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The lines of a recording that a person should look at before it is given away: what is shown
 * before and after a login, and what people write about their network in words of their own.
 */
public final class Doubts {
  private static final int MOST = 20;
  private static final Pattern FREE =
      Pattern.compile(
          "(?i)\\b(?:description|alias|remark|location|contact|comment|owner|customer|banner|motd"
              + "|site[-_ ]?name|organi[sz]ation|last login|logged in)\\b|^\\s*name\\s+\\S");
  private static final Pattern MASKED_ALONE =
      Pattern.compile(
          "(?i)\\h*[\"']?(?:snmp-server )?[\\w-]+[\"']?[\\h:=]+[\"']?"
              + "(?:text|comment|masked)-\\d+[\"',\\s}\\\\n]*");

  private Doubts() {}

  /**
   * Looks through a recording.
   *
   * @param text of its file
   * @return each such line behind its number, not all when there are many
   */
  public static List<String> in(String text) {
    List<String> doubts = new ArrayList<>();
    boolean greeting = false;
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      greeting = line.startsWith(" ") ? greeting : line.equals("greeting");
      if (line.startsWith("banner ") || (said(line) && (greeting || isFree(line)))) {
        doubts.add(number + ": " + line.strip());
      }
    }
    if (doubts.size() > MOST) {
      int more = doubts.size() - MOST;
      doubts.subList(MOST, doubts.size()).clear();
      doubts.add("and " + more + " more like these");
    }
    return List.copyOf(doubts);
  }

  private static boolean said(String line) {
    return line.matches("  (?:out|put|err|err-put) .*");
  }

  private static boolean isFree(String line) {
    String words = line.strip().replaceFirst("^\\S+ ", "");
    return FREE.matcher(words).find() && !MASKED_ALONE.matcher(words).matches();
  }
}
