package io.netdepot.ssh;

/** The types of host keys and the signature algorithms they sign with. */
final class HostKeyTypes {
  private HostKeyTypes() {}

  /** The type of key that an algorithm signs with (RFC 8332: RSA keys have several). */
  static String of(String algorithm) {
    return switch (algorithm) {
      case "rsa-sha2-256", "rsa-sha2-512" -> "ssh-rsa";
      default -> algorithm;
    };
  }
}
