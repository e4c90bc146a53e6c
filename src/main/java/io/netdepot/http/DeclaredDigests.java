package io.netdepot.http;

import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@code Repr-Digest} or {@code Content-Digest} (RFC 9530) says of the bytes it comes with.
 *
 * <p>A field that cannot be read is refused, although structured fields say to ignore it: whoever
 * sends a digest relies on its being compared.
 */
record DeclaredDigests(String field, Map<DigestAlgorithm, String> hex) {
  DeclaredDigests {
    hex = Map.copyOf(hex);
  }

  /**
   * Reads the values of a field, all lines of it.
   *
   * @param field as errors shall call it
   * @throws ApiProblem 400 when one of the digests that are compared is malformed
   */
  static DeclaredDigests parse(String field, List<String> values) {
    Map<DigestAlgorithm, String> declared = new EnumMap<>(DigestAlgorithm.class);
    for (String member : members(String.join(",", values))) {
      int equals = member.indexOf('=');
      String key = equals < 0 ? member : member.substring(0, equals);
      DigestAlgorithm.of(key.strip())
          .ifPresent(
              algorithm ->
                  // As RFC 9651 has it, the last of a kind counts.
                  declared.put(
                      algorithm,
                      digest(algorithm, member.substring(equals + 1))
                          .orElseThrow(() -> malformed(field, algorithm, member))));
    }
    return new DeclaredDigests(field, declared);
  }

  // A comma ends a member, but not within the quotes of a string.
  private static List<String> members(String value) {
    List<String> members = new ArrayList<>();
    boolean quoted = false;
    int from = 0;
    for (int at = 0; at < value.length(); at++) {
      char character = value.charAt(at);
      if (quoted && character == '\\') {
        at++;
      } else if (character == '"') {
        quoted = !quoted;
      } else if (!quoted && character == ',') {
        members.add(value.substring(from, at).strip());
        from = at + 1;
      }
    }
    members.add(value.substring(from).strip());
    return members;
  }

  // A byte sequence, and parameters that mean nothing: ":base64:;a=b".
  private static Optional<String> digest(DigestAlgorithm algorithm, String item) {
    int end = item.indexOf(':', 1);
    if (end < 0 || item.charAt(0) != ':' || !isParameters(item.substring(end + 1))) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(item.substring(1, end));
      return bytes.length == algorithm.length()
          ? Optional.of(HexFormat.of().formatHex(bytes))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isParameters(String text) {
    return text.isBlank() || text.stripLeading().startsWith(";");
  }

  private static ApiProblem malformed(String field, DigestAlgorithm algorithm, String member) {
    return ApiProblem.of(
        400,
        "The %s %s is not of the form %s=:…: with %d bytes in base64 between the colons"
            .formatted(field, Printable.quote(member), algorithm.key(), algorithm.length()));
  }
}
