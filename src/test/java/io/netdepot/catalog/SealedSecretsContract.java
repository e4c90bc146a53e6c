package io.netdepot.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.catalog.SealedSecrets.Kept;
import io.netdepot.secret.KeyFingerprint;
import io.netdepot.secret.SealedSecret;
import io.netdepot.secret.SecretPurpose;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every catalog does with the passwords it keeps. */
abstract class SealedSecretsContract {
  private static final KeyFingerprint FIRST = new KeyFingerprint("0123456789abcdef");
  private static final KeyFingerprint SECOND = new KeyFingerprint("fedcba9876543210");

  private final Samples samples = new Samples();
  private Catalog catalog = new InMemoryCatalog();

  /** An empty catalog. */
  abstract Catalog open();

  @BeforeEach
  void openCatalog() {
    catalog = open();
  }

  @AfterEach
  void closeCatalog() {
    catalog.close();
  }

  private static SealedSecret sealed(Kept kept) {
    return new SealedSecret((kept.purpose() + " " + kept.name()).getBytes(UTF_8));
  }

  @Test
  void theKeyIsRecordedLastWins() {
    assertThat(catalog.secrets().key()).isEmpty();
    catalog.secrets().record(FIRST);
    assertThat(catalog.secrets().key()).hasValue(FIRST);
    catalog.secrets().record(SECOND);
    assertThat(catalog.secrets().key()).hasValue(SECOND);
  }

  @Test
  void allAreListedAndReplacedAtOnce() {
    Profile b = samples.profile("b");
    Profile a = samples.profile("a");
    RemoteServer server = ImageSamples.server("lab");
    catalog.profiles().add(b);
    catalog.profiles().add(a);
    catalog.remoteServers().add(server);
    assertThat(catalog.secrets().list()).extracting(Kept::name).containsExactly("a", "b", "lab");
    catalog
        .secrets()
        .replace(
            SECOND,
            catalog.secrets().list().stream()
                .filter(kept -> !kept.name().equals("b"))
                .map(kept -> new Kept(kept.purpose(), kept.id(), kept.name(), sealed(kept)))
                .toList());
    assertThat(catalog.secrets().key()).hasValue(SECOND);
    assertThat(catalog.profiles().find(a.id()).orElseThrow().password())
        .isEqualTo(new SealedSecret("PROFILE a".getBytes(UTF_8)));
    assertThat(catalog.profiles().find(b.id()).orElseThrow().password()).isEqualTo(b.password());
    assertThat(catalog.remoteServers().find(server.id()).orElseThrow().password())
        .hasValue(new SealedSecret("REMOTE_SERVER lab".getBytes(UTF_8)));
    assertThat(catalog.secrets().list())
        .filteredOn(kept -> kept.purpose() == SecretPurpose.REMOTE_SERVER)
        .hasSize(1);
  }
}
