package io.netdepot.sealing;

import io.netdepot.catalog.SealedSecrets;
import io.netdepot.catalog.SealedSecrets.Kept;
import io.netdepot.files.PrivateFile;
import io.netdepot.secret.KeyFingerprint;
import io.netdepot.secret.KeyLostFailure;
import io.netdepot.secret.SecretFailure;
import io.netdepot.secret.SecretKeyFile;
import io.netdepot.secret.UnsealFailure;
import io.netdepot.store.DataLayout;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key of an installation, which must be the one that the catalog's passwords are sealed with.
 *
 * <p>While it is being changed there are two: the new one lies beside the old one until the catalog
 * has taken it, so that one of the two files always fits, whenever the change is broken off.
 */
public final class SealingKey {
  private static final Logger log = LoggerFactory.getLogger(SealingKey.class);

  private final Path file;
  private final Path nextFile;
  private final Path brokenFile;
  private final SealedSecrets secrets;

  public SealingKey(DataLayout data, SealedSecrets secrets) {
    this.file = data.secretKey();
    this.nextFile = data.nextSecretKey();
    this.brokenFile = data.brokenSecretKey();
    this.secrets = secrets;
  }

  /**
   * Gives the key that fits, and ends a change that was broken off. Makes a key where nothing is
   * sealed yet.
   *
   * @throws KeyLostFailure when there is none that fits; it says what to do
   * @throws SecretFailure when a key file cannot be read or written
   */
  public SecretKey open() {
    Optional<KeyFingerprint> wanted = secrets.key();
    Optional<SecretKey> kept;
    try {
      kept = SecretKeyFile.read(file);
    } catch (SecretFailure e) {
      // The old key of a change that was broken off is needed no more, whatever became of its file.
      return changed(wanted).orElseThrow(() -> e);
    }
    if (wanted.isPresent() && !isKey(kept, wanted.get())) {
      Optional<SecretKey> next = changed(wanted);
      if (next.isPresent()) {
        return next.get();
      }
    }
    List<Kept> sealed = secrets.list();
    if (!sealed.isEmpty() && !fits(kept, wanted, sealed)) {
      throw new KeyLostFailure(sentence(kept, wanted, sealed));
    }
    SecretKey key = kept.orElseGet(() -> SecretKeyFile.make(file));
    KeyFingerprint fingerprint = KeyFingerprint.of(key);
    if (!wanted.equals(Optional.of(fingerprint))) {
      secrets.record(fingerprint);
    }
    forgetNext();
    return key;
  }

  /** Ends a change of the key that the catalog has taken already; empty when there is none. */
  private Optional<SecretKey> changed(Optional<KeyFingerprint> wanted) {
    Optional<SecretKey> next =
        wanted.flatMap(
            key -> SecretKeyFile.read(nextFile).filter(found -> isKey(Optional.of(found), key)));
    if (next.isPresent()) {
      takeNext();
      log.info("The change to the key {} had been broken off; it is done now", wanted.get());
    }
    return next;
  }

  /**
   * What is left of the key, for passwords that it may still open: that of a change that was broken
   * off, or the one in use, whoever else may read it. A file that holds no key is put aside.
   */
  Optional<SecretKey> salvage() {
    Optional<SecretKey> next =
        secrets
            .key()
            .flatMap(
                wanted ->
                    SecretKeyFile.salvage(nextFile)
                        .filter(found -> isKey(Optional.of(found), wanted)));
    if (next.isPresent()) {
      takeNext();
      return next;
    }
    Optional<SecretKey> kept = SecretKeyFile.salvage(file);
    if (kept.isEmpty()) {
      putAside();
    }
    return kept;
  }

  private void putAside() {
    try {
      PrivateFile.rename(file, brokenFile);
      log.warn("The file {} holds no key; it lies at {} now", file, brokenFile);
    } catch (NoSuchFileException e) {
      // There is none to keep.
    } catch (IOException e) {
      throw new SealingFailure(
          "The file " + file + ", which holds no key, cannot be put aside: " + e.getMessage(), e);
    }
  }

  private static boolean isKey(Optional<SecretKey> key, KeyFingerprint wanted) {
    return key.filter(found -> KeyFingerprint.of(found).equals(wanted)).isPresent();
  }

  // A catalog of an earlier version says nothing of its key; what the key opens does.
  private static boolean fits(
      Optional<SecretKey> kept, Optional<KeyFingerprint> wanted, List<Kept> sealed) {
    return wanted.isPresent()
        ? isKey(kept, wanted.get())
        : kept.filter(key -> sealed.stream().anyMatch(one -> opens(key, one))).isPresent();
  }

  static boolean opens(SecretKey key, Kept one) {
    try {
      return one.purpose().box(key).open(one.secret()) != null;
    } catch (UnsealFailure e) {
      return false;
    }
  }

  private String sentence(
      Optional<SecretKey> kept, Optional<KeyFingerprint> wanted, List<Kept> sealed) {
    String those =
        sealed.size() == 1 ? "the kept password" : "the " + sealed.size() + " kept passwords";
    String what =
        kept.map(
                found ->
                    "The key in "
                        + file
                        + " (fingerprint "
                        + KeyFingerprint.of(found)
                        + ") is not the one that "
                        + those
                        + " of switch profiles and remote servers are encrypted with"
                        + wanted.map(key -> " (fingerprint " + key + ")").orElse("")
                        + ".")
            .orElseGet(
                () ->
                    "The key file "
                        + file
                        + " is missing, and without it "
                        + those
                        + " of switch profiles and remote servers cannot be read"
                        + wanted.map(key -> " (fingerprint of the key: " + key + ")").orElse("")
                        + ".");
    return what
        + " Put the right file back from a backup. If it is lost for good, run './netdepot rekey"
        + " --lost': it makes a new key, and tells which passwords have to be entered again.";
  }

  /** Lays a new key beside the one in use. */
  SecretKey makeNext() {
    return SecretKeyFile.make(nextFile);
  }

  /** The new key takes the place of the old one. */
  void takeNext() {
    try {
      PrivateFile.rename(nextFile, file);
    } catch (IOException e) {
      throw new SealingFailure(
          "The new key " + nextFile + " cannot be put in place: " + e.getMessage(), e);
    }
  }

  /** A new key that nothing was sealed with goes. */
  void forgetNext() {
    try {
      PrivateFile.delete(nextFile);
    } catch (IOException e) {
      throw new SealingFailure(
          "The left-over key " + nextFile + " cannot be removed: " + e.getMessage(), e);
    }
  }
}
