package io.netdepot.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netdepot.catalog.Catalog;
import io.netdepot.catalog.Profile;
import io.netdepot.catalog.SealedSecrets;
import io.netdepot.catalog.SealedSecrets.Kept;
import io.netdepot.catalog.SqliteCatalog;
import io.netdepot.fleet.EntityId;
import io.netdepot.secret.KeyFingerprint;
import io.netdepot.secret.KeyLostFailure;
import io.netdepot.secret.SealedSecret;
import io.netdepot.secret.Secret;
import io.netdepot.secret.SecretFailure;
import io.netdepot.secret.SecretKeyFile;
import io.netdepot.secret.SecretPurpose;
import io.netdepot.store.DataLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key and the catalog fit together, or the start says so. */
class SealingTest {
  private static final Secret PASSWORD = Secret.of("of the lab");

  private final DataLayout data;
  private final Catalog catalog;
  private final SealedSecrets secrets;

  SealingTest(@TempDir Path folder) throws Exception {
    data = DataLayout.open(folder.resolve("data"));
    catalog = SqliteCatalog.open(data.catalog());
    secrets = catalog.secrets();
  }

  @AfterEach
  void close() throws Exception {
    catalog.close();
    data.close();
  }

  private SecretKey open() {
    return new SealingKey(data, secrets).open();
  }

  private void seal(String name, SecretKey key) {
    EntityId id = new EntityId("%024x".formatted(name.hashCode() & 0xffffffffL));
    SealedSecret sealed = SecretPurpose.PROFILE.box(key).seal(PASSWORD);
    assertThat(catalog.profiles().add(new Profile(id, name, "admin", sealed, false))).isTrue();
  }

  private List<String> readable(SecretKey key) {
    return secrets.list().stream()
        .filter(kept -> SealingKey.opens(key, kept))
        .map(Kept::name)
        .toList();
  }

  @Test
  void aFirstStartMakesAKeyAndTheNextOneFindsIt() throws Exception {
    SecretKey made = open();
    assertThat(secrets.key()).hasValue(KeyFingerprint.of(made));
    seal("lab", made);
    assertThat(open().getEncoded()).isEqualTo(made.getEncoded());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.secretKey())))
        .isEqualTo("rw-------");
  }

  @Test
  void aMissingKeyStopsTheStartAndMakesNoOther() throws Exception {
    seal("lab", open());
    Files.delete(data.secretKey());
    assertThatThrownBy(this::open)
        .isInstanceOf(KeyLostFailure.class)
        .hasMessageContaining(data.secretKey() + " is missing")
        .hasMessageContaining("the kept password")
        .hasMessageContaining("Put the right file back from a backup")
        .hasMessageContaining("rekey --lost");
    assertThat(data.secretKey()).doesNotExist();
  }

  @Test
  void anotherKeyStopsTheStartAndTheRightOneHelps() throws Exception {
    SecretKey right = open();
    byte[] kept = Files.readAllBytes(data.secretKey());
    seal("lab", right);
    seal("field", right);
    SecretKey wrong = SecretKeyFile.make(data.secretKey());
    assertThatThrownBy(this::open)
        .isInstanceOf(KeyLostFailure.class)
        .hasMessageContaining("is not the one that the 2 kept passwords")
        .hasMessageContaining(KeyFingerprint.of(right).hex())
        .hasMessageContaining(KeyFingerprint.of(wrong).hex());
    Files.write(data.secretKey(), kept);
    assertThat(readable(open())).containsExactly("field", "lab");
  }

  @Test
  void anotherKeyIsFineWhereNothingIsSealed() throws Exception {
    open();
    Files.delete(data.secretKey());
    KeyFingerprint other = KeyFingerprint.of(open());
    assertThat(secrets.key()).hasValue(other);
  }

  /** A catalog of an earlier version has passwords and says nothing of their key. */
  @Test
  void anEarlierCatalogIsJudgedByWhatTheKeyOpens() throws Exception {
    SecretKey key = SecretKeyFile.make(data.secretKey());
    seal("lab", key);
    byte[] kept = Files.readAllBytes(data.secretKey());
    SecretKeyFile.make(data.secretKey());
    assertThatThrownBy(this::open).isInstanceOf(KeyLostFailure.class);
    assertThat(secrets.key()).isEmpty();
    Files.write(data.secretKey(), kept);
    open();
    assertThat(secrets.key()).hasValue(KeyFingerprint.of(key));
  }

  @Test
  void everyPasswordIsSealedWithTheNewKey() throws Exception {
    SecretKey old = open();
    seal("lab", old);
    seal("field", old);
    Rekey.Done done = new Rekey(data, secrets).run();
    assertThat(done.sealed()).isEqualTo(2);
    assertThat(done.lost()).isEmpty();
    SecretKey now = open();
    assertThat(KeyFingerprint.of(now)).isEqualTo(done.key()).isNotEqualTo(KeyFingerprint.of(old));
    assertThat(readable(now)).containsExactly("field", "lab");
    assertThat(readable(old)).isEmpty();
    assertThat(data.nextSecretKey()).doesNotExist();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.secretKey())))
        .isEqualTo("rw-------");
  }

  @Test
  void aPasswordThatCannotBeReadKeepsTheKeyAsItIs() throws Exception {
    SecretKey old = open();
    seal("lab", old);
    seal("strange", SecretKeyFile.make(data.nextSecretKey()));
    assertThatThrownBy(() -> new Rekey(data, secrets).run())
        .isInstanceOf(SealingFailure.class)
        .hasMessageContaining("strange")
        .hasMessageContaining("rekey --lost");
    assertThat(open().getEncoded()).isEqualTo(old.getEncoded());
    assertThat(readable(old)).containsExactly("lab");
    Rekey.Done done = new Rekey(data, secrets).runWithoutOldKey();
    assertThat(done.sealed()).isEqualTo(1);
    assertThat(done.lost()).extracting(Kept::name).containsExactly("strange");
    assertThat(readable(open())).containsExactly("lab");
  }

  @Test
  void aLostKeyIsReplacedAndTheLostPasswordsAreNamed() throws Exception {
    seal("lab", open());
    Files.delete(data.secretKey());
    Rekey.Done done = new Rekey(data, secrets).runWithoutOldKey();
    assertThat(done.lost()).extracting(Kept::name).containsExactly("lab");
    assertThat(KeyFingerprint.of(open())).isEqualTo(done.key());
    assertThat(readable(open())).isEmpty();
  }

  /** The three moments at which a kill can meet a change of the key. */
  @Test
  void aStartAfterAnyStepOfABrokenChangeFindsTheKeyThatFits() throws Exception {
    SecretKey old = open();
    seal("lab", old);

    SecretKey unused = new SealingKey(data, secrets).makeNext();
    assertThat(unused).isNotNull();
    assertThat(readable(open())).containsExactly("lab");
    assertThat(data.nextSecretKey()).doesNotExist();

    SecretKey next = new SealingKey(data, secrets).makeNext();
    SealedSecret anew = SecretPurpose.PROFILE.box(next).seal(PASSWORD);
    secrets.replace(
        KeyFingerprint.of(next),
        secrets.list().stream()
            .map(kept -> new Kept(kept.purpose(), kept.id(), kept.name(), anew))
            .toList());
    assertThat(open().getEncoded()).isEqualTo(next.getEncoded());
    assertThat(readable(open())).containsExactly("lab");
    assertThat(data.nextSecretKey()).doesNotExist();
    assertThat(SecretKeyFile.read(data.secretKey()).orElseThrow().getEncoded())
        .isEqualTo(next.getEncoded());
  }

  private void expose(Path file) throws Exception {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
  }

  @Test
  void aKeyFileThatHoldsNoKeyIsReplacedWhereItIsLostAndPutAside() throws Exception {
    seal("lab", open());
    Files.write(data.secretKey(), new byte[7]);
    assertThatThrownBy(() -> new Rekey(data, secrets).run())
        .isInstanceOf(SecretFailure.class)
        .hasMessageContaining("has 7 bytes");
    Rekey.Done done = new Rekey(data, secrets).runWithoutOldKey();
    assertThat(done.lost()).extracting(Kept::name).containsExactly("lab");
    assertThat(KeyFingerprint.of(open())).isEqualTo(done.key());
    assertThat(data.brokenSecretKey()).hasBinaryContent(new byte[7]);
  }

  @Test
  void aKeyThatOthersMayReadIsStillGoodForWhatItSealed() throws Exception {
    seal("lab", open());
    expose(data.secretKey());
    assertThatThrownBy(() -> new Rekey(data, secrets).run()).isInstanceOf(SecretFailure.class);
    Rekey.Done done = new Rekey(data, secrets).runWithoutOldKey();
    assertThat(done.lost()).isEmpty();
    assertThat(readable(open())).containsExactly("lab");
  }

  /** A change of the key whose new key the catalog has taken, and nothing more. */
  private SecretKey brokenChange() {
    SecretKey next = new SealingKey(data, secrets).makeNext();
    SealedSecret anew = SecretPurpose.PROFILE.box(next).seal(PASSWORD);
    secrets.replace(
        KeyFingerprint.of(next),
        secrets.list().stream()
            .map(kept -> new Kept(kept.purpose(), kept.id(), kept.name(), anew))
            .toList());
    return next;
  }

  @Test
  void aBrokenChangeIsEndedWhateverBecameOfTheOldKey() throws Exception {
    seal("lab", open());
    SecretKey next = brokenChange();
    Files.write(data.secretKey(), new byte[7]);
    assertThat(open().getEncoded()).isEqualTo(next.getEncoded());
    assertThat(readable(open())).containsExactly("lab");
  }

  @Test
  void aBrokenChangeLosesNothingWhenTheKeyIsThoughtLost() throws Exception {
    seal("lab", open());
    assertThat(brokenChange()).isNotNull();
    Files.write(data.secretKey(), new byte[7]);
    Rekey.Done done = new Rekey(data, secrets).runWithoutOldKey();
    assertThat(done.lost()).isEmpty();
    assertThat(readable(open())).containsExactly("lab");
  }
}
