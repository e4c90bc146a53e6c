package io.netdepot.cli;

import java.util.List;

/** The host keys that are pinned in a data directory. */
public interface HostKeyFile {
  /** All of them, in the order in which people look for an address. */
  List<PinnedKey> list() throws CommandProblem;

  /** Forgets the keys of a switch; false when none was pinned. */
  boolean forget(String address) throws CommandProblem;

  /**
   * A pinned key.
   *
   * @param type such as {@code ssh-ed25519}
   * @param fingerprint such as {@code SHA256:…}
   */
  record PinnedKey(String address, String type, String fingerprint) {}
}
