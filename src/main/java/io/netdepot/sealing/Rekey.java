package io.netdepot.sealing;

import io.netdepot.catalog.SealedSecrets;
import io.netdepot.catalog.SealedSecrets.Kept;
import io.netdepot.secret.KeyFingerprint;
import io.netdepot.secret.Secret;
import io.netdepot.secret.SecretFailure;
import io.netdepot.store.DataLayout;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;

/**
 * Changes the key of an installation that no service is using.
 *
 * <p>The new key is made durable beside the old one; then all passwords are sealed anew in one
 * transaction, which also records the new key; then the file takes the old one's place. A start
 * after any of these steps finds the key that fits.
 */
public final class Rekey {
  private final DataLayout data;
  private final SealedSecrets secrets;

  public Rekey(DataLayout data, SealedSecrets secrets) {
    this.data = data;
    this.secrets = secrets;
  }

  /**
   * What was done.
   *
   * @param key the new one
   * @param sealed how many passwords are sealed with it
   * @param lost those that nobody can read any more
   */
  public record Done(KeyFingerprint key, int sealed, List<Kept> lost) {
    public Done {
      lost = List.copyOf(lost);
    }
  }

  /**
   * Changes the key and seals every password anew.
   *
   * @throws SecretFailure when the present key is lost or a password cannot be read; nothing has
   *     changed then
   */
  public Done run() {
    Optional<SecretKey> old = Optional.of(new SealingKey(data, secrets).open());
    List<Kept> lost = secrets.list().stream().filter(kept -> !isReadable(old, kept)).toList();
    if (!lost.isEmpty()) {
      throw new SealingFailure(
          "The key was not changed, because it does not open the passwords of "
              + lost.stream().map(Kept::name).collect(Collectors.joining(", "))
              + ". Enter these again first, or run './netdepot rekey --lost', which leaves out what"
              + " cannot be read.");
    }
    return change(old);
  }

  /**
   * The same where the present key is lost, or its file is of no use: passwords that cannot be read
   * stay as they are, until somebody enters them again.
   *
   * @throws SecretFailure when a key file cannot be written
   */
  public Done runWithoutOldKey() {
    return change(new SealingKey(data, secrets).salvage());
  }

  private static boolean isReadable(Optional<SecretKey> key, Kept kept) {
    return key.filter(found -> SealingKey.opens(found, kept)).isPresent();
  }

  private Done change(Optional<SecretKey> old) {
    Map<Boolean, List<Kept>> readable =
        secrets.list().stream().collect(Collectors.partitioningBy(kept -> isReadable(old, kept)));
    SealingKey files = new SealingKey(data, secrets);
    SecretKey next = files.makeNext();
    KeyFingerprint fingerprint = KeyFingerprint.of(next);
    List<Kept> anew =
        readable.getOrDefault(true, List.of()).stream()
            .map(kept -> sealAnew(old.orElseThrow(), next, kept))
            .toList();
    secrets.replace(fingerprint, anew);
    files.takeNext();
    return new Done(fingerprint, anew.size(), readable.getOrDefault(false, List.of()));
  }

  private static Kept sealAnew(SecretKey old, SecretKey next, Kept kept) {
    Secret secret = kept.purpose().box(old).open(kept.secret());
    return new Kept(kept.purpose(), kept.id(), kept.name(), kept.purpose().box(next).seal(secret));
  }
}
