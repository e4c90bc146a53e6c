package io.netdepot.own;

import io.netdepot.fleet.SwitchAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The pinned host keys of switches. Thread-safe; may block. */
public interface HostKeyBook {
  List<PinnedKey> list();

  /** Forgets every key of a switch; false when none was pinned. */
  boolean forget(SwitchAddress address);

  /**
   * A key that a switch must show.
   *
   * @param type such as {@code ssh-ed25519}
   * @param fingerprint {@code SHA256:} and base64, as OpenSSH prints it
   * @param pinnedAt when it was first seen, if that is known
   */
  record PinnedKey(
      SwitchAddress address, String type, String fingerprint, Optional<Instant> pinnedAt) {}
}
