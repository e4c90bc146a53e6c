package io.netdepot.ssh;

/**
 * A host key that is pinned for a switch.
 *
 * @param host the name or address, as {@link io.netdepot.fleet.SwitchAddress#canonical()} writes it
 * @param type such as {@code ssh-ed25519}
 * @param fingerprint {@code SHA256:} and base64 without padding, as OpenSSH shows it
 */
public record PinnedKey(String host, int port, String type, String fingerprint) {}
