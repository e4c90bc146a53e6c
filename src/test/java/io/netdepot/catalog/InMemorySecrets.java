package io.netdepot.catalog;

import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.ServerId;
import io.netdepot.secret.KeyFingerprint;
import io.netdepot.secret.SealedSecret;
import io.netdepot.secret.SecretPurpose;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The sealed secrets of an {@link InMemoryCatalog}. */
final class InMemorySecrets implements SealedSecrets {
  private final InMemoryCatalog catalog;
  private Optional<KeyFingerprint> recorded = Optional.empty();

  InMemorySecrets(InMemoryCatalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public Optional<KeyFingerprint> key() {
    return catalog.call(() -> recorded);
  }

  @Override
  public List<Kept> list() {
    return catalog.call(
        () ->
            Stream.concat(
                    catalog.profiles().list().stream()
                        .map(
                            profile ->
                                new Kept(
                                    SecretPurpose.PROFILE,
                                    profile.id().value(),
                                    profile.name(),
                                    profile.password())),
                    catalog.remoteServers().list().stream()
                        .filter(server -> server.password().isPresent())
                        .map(
                            server ->
                                new Kept(
                                    SecretPurpose.REMOTE_SERVER,
                                    server.id().value(),
                                    server.name(),
                                    server.password().orElseThrow())))
                .sorted(Comparator.comparing(Kept::purpose).thenComparing(Kept::name))
                .toList());
  }

  @Override
  public void record(KeyFingerprint key) {
    catalog.call(
        () -> {
          recorded = Optional.of(key);
          return true;
        });
  }

  @Override
  public void replace(KeyFingerprint key, List<Kept> anew) {
    catalog.call(
        () -> {
          anew.forEach(kept -> replace(kept, kept.secret()));
          recorded = Optional.of(key);
          return true;
        });
  }

  private void replace(Kept kept, SealedSecret sealed) {
    switch (kept.purpose()) {
      case PROFILE -> {
        Profile old = catalog.profiles().find(new EntityId(kept.id())).orElseThrow();
        catalog
            .profiles()
            .replace(new Profile(old.id(), old.name(), old.username(), sealed, old.isDefault()));
      }
      case REMOTE_SERVER -> {
        RemoteServer old = catalog.remoteServers().find(new ServerId(kept.id())).orElseThrow();
        catalog
            .remoteServers()
            .replace(
                new RemoteServer(
                    old.id(),
                    old.name(),
                    old.host(),
                    old.protocol(),
                    old.port(),
                    old.vpn(),
                    old.username(),
                    Optional.of(sealed),
                    old.prefix(),
                    old.updatedAt()));
      }
    }
  }
}
