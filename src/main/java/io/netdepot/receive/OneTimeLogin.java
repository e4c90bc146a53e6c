package io.netdepot.receive;

import io.netdepot.secret.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A user, a password and a folder for one file. Nobody can guess them: 64 and 192 random bits.
 *
 * @param folder the name of the only folder the user sees
 */
record OneTimeLogin(String user, Secret password, String folder) {
  private static final int USER_BYTES = 8;
  private static final int PASSWORD_BYTES = 24;

  static OneTimeLogin random(SecureRandom random) {
    return new OneTimeLogin(
        "nd-" + hex(random), Secret.of(password(random)), "package-" + hex(random));
  }

  /**
   * Where to push to, as switches take it: with the login in it, each part percent-encoded.
   *
   * @param host as it stands in a URL
   */
  Secret url(String host, int port) {
    return Secret.of(
        "sftp://"
            + encoded(user)
            + ":"
            + encoded(password.reveal())
            + "@"
            + host
            + ":"
            + port
            + "/"
            + encoded(folder)
            + "/");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String hex(SecureRandom random) {
    return HexFormat.of().formatHex(bytes(random, USER_BYTES));
  }

  private static String password(SecureRandom random) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(random, PASSWORD_BYTES));
  }

  private static byte[] bytes(SecureRandom random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
