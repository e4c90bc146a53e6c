package io.netdepot.vmanage;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The cookie {@code JSESSIONID}, read leniently: some clients send the whole text of a {@code
 * Set-Cookie} back, attributes and all.
 */
final class SessionCookie {
  private static final Pattern VALUE =
      Pattern.compile("(?:^|[;,\\s])JSESSIONID\\s*=\\s*\"?([A-Za-z0-9._~-]{1,200})");
  // A client has one; who sends more has an old one too. Each costs a hash.
  private static final int MOST = 4;

  private SessionCookie() {}

  /** The ids of sessions in headers {@code Cookie}, as they come; at most four. */
  static List<String> values(List<String> headers) {
    List<String> values = new ArrayList<>();
    for (String header : headers) {
      Matcher matcher = VALUE.matcher(header);
      while (values.size() < MOST && matcher.find()) {
        values.add(matcher.group(1));
      }
    }
    return values;
  }

  /** The value of the {@code Set-Cookie} that begins a session. */
  static String begin(String id, boolean secure) {
    return "JSESSIONID=" + id + "; Path=/" + attributes(secure);
  }

  /**
   * The value of the {@code Set-Cookie} that ends one. Its text is not empty and its attribute is
   * spelt so, because one client looks for both to log in again.
   */
  static String end(boolean secure) {
    return "JSESSIONID=ended; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT" + attributes(secure);
  }

  // Over plain HTTP clients drop a cookie that says Secure, and cannot log in.
  private static String attributes(boolean secure) {
    return (secure ? "; Secure" : "") + "; HttpOnly; SameSite=Strict";
  }
}
