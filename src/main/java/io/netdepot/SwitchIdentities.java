package io.netdepot;

import io.netdepot.fleet.SwitchAddress;
import io.netdepot.nvue.KnownCertificates;
import io.netdepot.ssh.HostKeys;
import io.netdepot.ssh.PinnedKey;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** By what a switch is known again, over SSH and over its REST API; forgotten together. */
record SwitchIdentities(HostKeys hostKeys, KnownCertificates certificates) {
  private static final String TYPE = "certificate";

  List<PinnedKey> list() throws IOException {
    return Stream.concat(
            hostKeys.list().stream(),
            certificates.list().stream()
                .map(known -> new PinnedKey(known.host(), known.port(), TYPE, known.fingerprint())))
        .toList();
  }

  /** Forgets all of a switch; whether there was any. */
  boolean forget(SwitchAddress address) throws IOException {
    boolean key = hostKeys.forget(address);
    boolean certificate = certificates.forget(address);
    return key || certificate;
  }
}
