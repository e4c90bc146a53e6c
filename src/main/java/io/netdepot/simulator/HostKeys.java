package io.netdepot.simulator;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;

/** The host keys of one switch, made when the first client asks for them. */
final class HostKeys {
  private final List<HostKeyType> types;
  private final ReentrantLock lock = new ReentrantLock();

  // Mutable state, guarded by lock.
  private List<KeyPair> keys;

  /**
   * @param keys the switch's keys; when there are none, one is made of each type
   */
  HostKeys(List<HostKeyType> types, List<KeyPair> keys) {
    this.types = List.copyOf(types);
    this.keys = List.copyOf(keys);
  }

  List<KeyPair> keys() throws GeneralSecurityException {
    lock.lock();
    try {
      if (keys.isEmpty()) {
        keys = make();
      }
      return keys;
    } finally {
      lock.unlock();
    }
  }

  /** Throws the keys away and makes others of the same types. */
  void replace() throws GeneralSecurityException {
    List<KeyPair> others = make();
    lock.lock();
    try {
      keys = others;
    } finally {
      lock.unlock();
    }
  }

  private List<KeyPair> make() throws GeneralSecurityException {
    List<KeyPair> made = new ArrayList<>();
    for (HostKeyType type : types) {
      made.add(
          switch (type) {
            case ED25519 -> KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
            case ECDSA -> KeyUtils.generateKeyPair(KeyPairProvider.ECDSA_SHA2_NISTP256, 256);
            case RSA -> KeyUtils.generateKeyPair(KeyPairProvider.SSH_RSA, 2048);
          });
    }
    return List.copyOf(made);
  }
}
