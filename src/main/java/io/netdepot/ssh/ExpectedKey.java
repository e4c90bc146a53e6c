package io.netdepot.ssh;

import java.util.Optional;

/**
 * The one host key that a server may show.
 *
 * @param type such as {@code ssh-ed25519}
 * @param base64 the key as a known_hosts file has it
 */
public record ExpectedKey(String type, String base64) {

  /** Reads {@code type base64}, and a remark behind it or not; empty when it is no key. */
  public static Optional<ExpectedKey> parse(String text) {
    try {
      return HostKeyLine.parse("host " + text.strip()) instanceof HostKeyLine.Pin pin
          ? Optional.of(new ExpectedKey(pin.type(), pin.base64()))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** {@code SHA256:} and the digest of the key, as OpenSSH shows it. */
  String fingerprint() {
    return HostKeyLine.fingerprintOf(base64);
  }
}
