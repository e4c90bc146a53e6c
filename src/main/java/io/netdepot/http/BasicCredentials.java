package io.netdepot.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A user and a password as HTTP Basic carries them (RFC 7617, in UTF-8). */
public record BasicCredentials(String user, String password) {
  private static final Pattern HEADER =
      Pattern.compile("basic +([A-Za-z0-9+/=]{0,8192}) *", Pattern.CASE_INSENSITIVE);

  /** Reads an {@code Authorization} header; empty when it is anything else than Basic. */
  public static Optional<BasicCredentials> parse(String header) {
    Matcher matcher = HEADER.matcher(header);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(matcher.group(1));
      String pair = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(decoded)).toString();
      int colon = pair.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : Optional.of(new BasicCredentials(pair.substring(0, colon), pair.substring(colon + 1)));
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** Never shows the password. */
  @Override
  public String toString() {
    return "BasicCredentials[" + Printable.quote(user) + ", …]";
  }
}
