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
              "(?s)(-----BEGIN [A-Z0-9 ]*(?:PRIVATE KEY|CERTIFICATE)-----"
                  + ".*?(?:-----END [A-Z0-9 ]*(?:PRIVATE KEY|CERTIFICATE)-----|\\z))"),
          // As a value of a name that says so, in quotes or whatever stands between, on its line.
          of(
              MaskKind.PASSWORD,
              "(?i)(?<![\\w-])[\\w-]{0,40}?(?:password|passwd|passphrase|secret|token|key|community|psk)"
                  + "[\\w-]{0,40}[\"']?\\h*[:=]\\h*[\"']([^\"'\n]{1,512})[\"']"),
          of(
              MaskKind.PASSWORD,
              "(?i)(?<![\\w-])(?:password|passwd|passphrase|secret|token|community)"
                  + "\\h+(?:is\\h+)?(?:\\d{1,2}\\h+)?[\"']([^\"'\n]{1,512})[\"']"),
          of(
              MaskKind.PASSWORD,
              "(?i)(?<![\\w-])[\\w-]{0,40}?(?:password|passwd|passphrase|secret|token|api[-_ ]?key|private[-_ ]?key"
                  + "|auth[-_ ]?key|priv[-_ ]?key|community|credentials?)[\\w-]{0,40}[\"']?"
                  + "(?:\\h*[:=]\\h*|\\h+(?:is\\h+)?)(?:\\d{1,2}\\h+)?[\"']?([^\\s\"',;{}\\[\\]]{1,512})"),
          of(
              MaskKind.PASSWORD,
              "(?i)(?:pwd[\"']?\\h*[:=]|\\bpass(?:=|[\"']\\h*:))\\h*[\"']?([^\\s/\"',;{}\\[\\]][^\\s\"',;{}\\[\\]]{0,511})"),
          // In the words of a configuration: what a protocol or a server is to be asked with.
          of(
              MaskKind.PASSWORD,
              "(?i)\\b(?:psk|pre-?shared-?key|key-string)\\h+(?:(?:ascii(?:-text)?|hex(?:adecimal)?|local|remote)\\h+)?"
                  + "(?:\\d{1,2}\\h+)?[\"']?([^\\s\"',;{}\\[\\]]{1,512})"),
          of(
              MaskKind.PASSWORD,
              "(?i)\\b(?:tacacs|radius|ldap|isakmp|ntp|ospf|bgp|eigrp|isis|rip)\\b[^\n]{0,200}?\\bkey\\h+"
                  + "(?:\\d{1,5}\\h+)?(?:(?:md5|sha[-\\d]*|hmac-\\S{1,20}|aes\\S{0,20}|cmac-\\S{1,20})\\h+)?"
                  + "(?:\\d{1,2}\\h+)?[\"']?([^\\s\"',;{}\\[\\]]{1,512})"),
          of(
              MaskKind.PASSWORD,
              "(?i)\\b(?:auth|priv)\\h+(?:md5|sha[-\\d]*|3?des|aes(?:[-\\h]?\\d{3})?)\\h+([^\\s\"',;]{1,512})"),
          of(
              MaskKind.PASSWORD,
              "(?i)\\bsnmp-server\\h+host\\b[^\n]{0,200}?\\bversion\\h+"
                  + "(?:1|2c|3(?:\\h+(?:noauth|auth|priv)\\w{0,10})?)\\h+([^\\s\"',;]{1,512})"),
          of(MaskKind.PASSWORD, "\\b((?:AKIA|ASIA)[0-9A-Z]{16})\\b"),
          // Before the host of a URL.
          of(MaskKind.PASSWORD, "(?i)\\b[a-z][a-z0-9+.-]{0,20}://[^\\s/:@]*:([^\\s/@]{1,256})@"),
          of(MaskKind.PASSWORD, "(?i)\\b(?:Bearer|Basic)\\s+([A-Za-z0-9._~+/=-]{6,})"),
          of(MaskKind.PASSWORD, "\\b(?:ssh|ecdsa)-[a-z0-9@.-]+\\s+([A-Za-z0-9+/]{16,}={0,2})"),
          of(
              MaskKind.KEY_COMMENT,
              "\\b(?:ssh|ecdsa)-[a-z0-9@.-]{1,40}\\h+[A-Za-z0-9+/]{16,}={0,2}\\h+"
                  + "([^\\s\"'][^\n\"']{1,198}[^\\s\"'])"),
          // What people write about their network; links stay, as jobs are followed by them.
          of(
              MaskKind.FREE_TEXT,
              "(?im)^\\h*(?:description|alias|remark|snmp-server\\h+(?:location|contact))\\h+"
                  + "[\"']?([^\\s\"'/:=][^\n\"']{2,198}[^\\s\"'])"),
          of(
              MaskKind.FREE_TEXT,
              "(?i)\\b(?:description|alias|remark|location|contact|comment|owner|customer"
                  + "|site[-_ ]?name|organi[sz]ation(?:[-_ ]?name)?)[\"']?\\h*[:=]\\h*[\"']?"
                  + "(?!https?:)([^\\s\"',{}\\[\\]/:=][^\n\"',{}\\[\\]]{2,198}[^\\s\"',{}\\[\\]])"),
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
          // A GUID of InfiniBand is made of a MAC address; sixteen pairs are the digest of a key.
          of(MaskKind.MAC, "(?i)\\b(0x[0-9a-f]{16})\\b"),
          of(MaskKind.MAC, "(?i)(?<![0-9a-f:.-])((?:[0-9a-f]{4}:){3}[0-9a-f]{4})(?![0-9a-f:.-])"),
          of(MaskKind.MAC, "(?i)(?<=MD5:)((?:[0-9a-f]{2}:){15}[0-9a-f]{2})(?![0-9a-f:-])"),
          of(
              MaskKind.MAC,
              "(?i)\\b(?:mac|hw|hardware|ether)(?:[-_ ]?addr(?:ess)?)?[\"']?(?:\\h*[:=|]\\h*|\\h+)[\"']?"
                  + "([0-9a-f]{12})\\b"),
          of(MaskKind.MAC, "(?i)(?<![0-9a-f:.-])((?:[0-9a-f]{4}\\.){2}[0-9a-f]{4})(?![0-9a-f.])"),
          of(MaskKind.IPV6, "(?i)(?<![\\w:.])((?:[0-9a-f]{0,4}:){2,7}[0-9a-f.]{0,15})(?![\\w:])"),
          of(MaskKind.IPV4, "(?<![\\d.])((?:\\d{1,3}\\.){3}\\d{1,3})(?!\\.?\\d)"),
          of(
              MaskKind.SERIAL,
              "(?i)\\b(?:serial|s/n|sn|chassis[-_ ]?id|asset[-_ ]?tag|service[-_ ]?tag|board[-_ ]?id"
                  + "|license[-_ ]?(?:key|id))(?:[-_ ]?(?:number|num|no\\.?))?[\"']?(?:\\h*[:=|]\\h*|\\h+)[\"']?"
                  + "([A-Z0-9][A-Z0-9-]{3,63})"),
          of(
              MaskKind.HOST,
              "(?i)\\b(?:hostname|host[-_ ]name|system[-_ ]name|fqdn|domain(?:[-_ ]name)?"
                  + "|name-?server|ntp server"
                  + "|(?:logging|(?:snmp|radius|tacacs)-server) host)[\"']?\\h*[:=|]?\\h*[\"']?([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)"),
          // The prompt of a shell.
          of(
              MaskKind.HOST,
              "(?i)(?<![\\w.@-])[a-z_][a-z0-9_.-]{0,31}@([a-z0-9-]{2,63}):[^\n$#]{0,100}[$#]"),
          of(
              MaskKind.HOST,
              "(?i)(?<![\\w./@-])([a-z0-9-]+(?:\\.[a-z0-9-]+){1,20})(?![\\w/@-]|\\.[a-z0-9])"));

  private static Finder of(MaskKind kind, String expression) {
    return new Finder(kind, Pattern.compile(expression));
  }
}
