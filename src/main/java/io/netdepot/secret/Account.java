package io.netdepot.secret;

import java.security.MessageDigest;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A user as long as the password stays the same. It remembers the one password that was proved
 * right, as a MAC, so that only the first check of it is expensive. A changed password is another
 * account, which remembers nothing.
 */
final class Account {
  private final Role role;
  private final PasswordHash hash;

  // Mutable state
  private final AtomicReference<byte[]> proved = new AtomicReference<>(new byte[0]);

  Account(Role role, PasswordHash hash) {
    this.role = role;
    this.hash = hash;
  }

  Role role() {
    return role;
  }

  PasswordHash hash() {
    return hash;
  }

  boolean remembers(byte[] mac) {
    return MessageDigest.isEqual(proved.get(), mac);
  }

  void remember(byte[] mac) {
    proved.set(mac);
  }
}
