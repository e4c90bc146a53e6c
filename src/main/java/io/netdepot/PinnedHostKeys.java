package io.netdepot;

import io.netdepot.fleet.SwitchAddress;
import io.netdepot.own.HostKeyBook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** The pinned host keys as our own API sees them. */
record PinnedHostKeys(SwitchIdentities keys) implements HostKeyBook {
  @Override
  public List<PinnedKey> list() {
    try {
      return keys.list().stream().flatMap(key -> entry(key).stream()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // A line that people wrote by hand may name what is no address of a switch.
  private static Optional<PinnedKey> entry(io.netdepot.ssh.PinnedKey key) {
    return SwitchAddress.parse(key.host())
        .map(address -> new PinnedKey(address, key.type(), key.fingerprint(), Optional.empty()));
  }

  @Override
  public boolean forget(SwitchAddress address) {
    try {
      return keys.forget(address);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
