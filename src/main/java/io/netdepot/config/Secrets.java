package io.netdepot.config;

import java.util.List;
import java.util.Locale;

/** Secrets are no settings: a name that asks for one is refused, and its value is never shown. */
final class Secrets {
  static final String WHERE_THEY_BELONG =
      "passwords are never settings. Set a user's by 'netdepot passwd USER', or by the environment"
          + " variables NETDEPOT_RW_PASSWORD and NETDEPOT_RO_PASSWORD; the login of a switch belongs"
          + " in a switch profile (POST /nmx/v1/switch-profiles).";

  private static final List<String> WORDS = List.of("password", "passwd", "passphrase", "secret");

  private Secrets() {}

  static boolean inName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return WORDS.stream().anyMatch(lower::contains);
  }

  /** A value as a message may show it: short, on one line, and no pasted key or login. */
  static String shown(String value) {
    if (value.contains("-----BEGIN") || value.matches("(?s).*://[^/]*@.*")) {
      return "the value (not shown, it may hold a secret)";
    }
    String line = value.replaceAll("\\p{Cntrl}", "?");
    return "'" + (line.length() > 80 ? line.substring(0, 80) + "…" : line) + "'";
  }
}
