package io.netdepot.capture;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds something that is to be masked.
 *
 * @param pattern whose first group it is
 */
record Finder(MaskKind kind, Pattern pattern) {
  /** All there are, what is told apart best first. */
  static final List<Finder> ALL =
      List.of(
          of(
              MaskKind.PRIVATE_KEY,
              "(?s)(-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----.*?(?:-----END [A-Z0-9 ]*PRIVATE KEY-----|\\z))"),
          // As a value of a name that says so, in quotes or whatever stands between.
          of(
              MaskKind.PASSWORD,
              "(?i)(?<![\\w-])[\\w-]{0,40}?(?:password|passwd|passphrase|secret|token|key|community)"
                  + "[\\w-]{0,40}[\"']?\\s*[:=]\\s*[\"']([^\"'\n]{1,512})[\"']"),
          of(
              MaskKind.PASSWORD,
              "(?i)(?<![\\w-])[\\w-]{0,40}?(?:password|passwd|passphrase|secret|token|api[-_ ]?key|private[-_ ]?key"
                  + "|auth[-_ ]?key|priv[-_ ]?key|community|credentials?)[\\w-]{0,40}[\"']?"
                  + "(?:\\s*[:=]\\s*|\\s+(?:is\\s+)?)(?:[05678]\\s+)?[\"']?([^\\s\"',;{}\\[\\]]{1,512})"),
          // Before the host of a URL.
          of(MaskKind.PASSWORD, "(?i)\\b[a-z][a-z0-9+.-]{0,20}://[^\\s/:@]*:([^\\s/@]{1,256})@"),
          of(MaskKind.PASSWORD, "(?i)\\b(?:Bearer|Basic)\\s+([A-Za-z0-9._~+/=-]{6,})"),
          of(MaskKind.PASSWORD, "\\b(?:ssh|ecdsa)-[a-z0-9@.-]+\\s+([A-Za-z0-9+/]{16,}={0,2})"),
          // Hashes of crypt(3), and long texts in base64, such as keys.
          of(MaskKind.PASSWORD, "(\\$(?:1|2[abxy]?|5|6|7|8|9|14|y|gy|sha1)\\$[^\\s:\"',]{4,})"),
          of(
              MaskKind.PASSWORD,
              "(?<![A-Za-z0-9+/=_.-])([A-Za-z0-9+/]{40,}={0,2})(?![A-Za-z0-9+/=_.-])"),
          of(
              MaskKind.MAIL,
              "(?<![A-Za-z0-9._%+-])([A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+){1,10})"),
          of(
              MaskKind.UUID,
              "(?i)\\b([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\\b"),
          of(
              MaskKind.MAC,
              "(?i)(?<![0-9a-f:.-])((?:[0-9a-f]{2}[:-]){5,7}[0-9a-f]{2})(?![0-9a-f:-])"),
          of(MaskKind.MAC, "(?i)(?<![0-9a-f:.-])((?:[0-9a-f]{4}\\.){2}[0-9a-f]{4})(?![0-9a-f.])"),
          of(MaskKind.IPV6, "(?i)(?<![\\w:.])((?:[0-9a-f]{0,4}:){2,7}[0-9a-f.]{0,15})(?![\\w:])"),
          of(MaskKind.IPV4, "(?<![\\d.])((?:\\d{1,3}\\.){3}\\d{1,3})(?!\\.?\\d)"),
          of(
              MaskKind.SERIAL,
              "(?i)\\b(?:serial|s/n|sn|chassis[-_ ]?id|asset[-_ ]?tag|service[-_ ]?tag|board[-_ ]?id"
                  + "|license[-_ ]?(?:key|id))(?:[-_ ]?(?:number|num|no\\.?))?[\"']?(?:\\s*[:=|]\\s*|\\s+)[\"']?"
                  + "([A-Z0-9][A-Z0-9-]{3,63})"),
          of(
              MaskKind.HOST,
              "(?i)\\b(?:hostname|host[-_ ]name|system[-_ ]name|fqdn|domain(?:[-_ ]name)?"
                  + "|name-?server|ntp server)[\"']?\\s*[:=|]?\\s*[\"']?([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)"),
          of(
              MaskKind.HOST,
              "(?i)(?<![\\w./@-])([a-z0-9-]+(?:\\.[a-z0-9-]+){1,20})(?![\\w/@-]|\\.[a-z0-9])"));

  private static Finder of(MaskKind kind, String expression) {
    return new Finder(kind, Pattern.compile(expression));
  }
}
