package io.netdepot.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netdepot.files.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretBoxTest {
  private static SecretBox box(int key, String purpose) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) key);
    return new SecretBox(new SecretKeySpec(bytes, "AES"), purpose);
  }

  private final SecretBox box = box(1, "switch-profile");
  private final SealedSecret sealed = box.seal(Secret.of("pässword"));

  @Test
  void opensWhatItSealed() {
    assertThat(box.open(sealed)).isEqualTo(Secret.of("pässword"));
    assertThat(box.open(box.seal(Secret.of("")))).isEqualTo(Secret.of(""));
  }

  @Test
  void opensWhatWasSealedBeforeARestart() {
    assertThat(box(1, "switch-profile").open(SealedSecret.ofBase64(sealed.base64())))
        .isEqualTo(Secret.of("pässword"));
  }

  @Test
  void sealsTheSameTextDifferentlyEachTime() {
    assertThat(box.seal(Secret.of("pässword"))).isNotEqualTo(sealed);
  }

  @Test
  void showsNothingOfTheText() {
    SealedSecret letters = box.seal(Secret.of("plaintext"));
    assertThat(new String(letters.bytes(), StandardCharsets.ISO_8859_1))
        .doesNotContain("plaintext");
  }

  @Test
  void refusesWhatAnotherKeySealed() {
    assertThatThrownBy(() -> box(2, "switch-profile").open(sealed))
        .isInstanceOf(UnsealFailure.class)
        .hasMessageContaining("'switch-profile'")
        .hasMessageContaining("lost or replaced")
        .hasMessageNotContaining("pässword");
  }

  @Test
  void refusesWhatWasSealedForAnotherPurpose() {
    assertThatThrownBy(() -> box(1, "remote-server").open(sealed))
        .isInstanceOf(UnsealFailure.class);
  }

  @Test
  void refusesEveryAlteredBit() {
    byte[] bytes = sealed.bytes();
    for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
      byte[] altered = bytes.clone();
      altered[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
      assertThatThrownBy(() -> box.open(new SealedSecret(altered)))
          .as("bit %d", bit)
          .isInstanceOf(UnsealFailure.class);
    }
  }

  @Test
  void refusesEveryCutLength() {
    byte[] bytes = sealed.bytes();
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> box.open(new SealedSecret(cut))).isInstanceOf(UnsealFailure.class);
    }
  }

  @Property(tries = 300)
  void refusesAnythingElse(@ForAll byte[] bytes) {
    assertThatThrownBy(() -> box(1, "switch-profile").open(new SealedSecret(bytes)))
        .isInstanceOf(UnsealFailure.class);
  }

  @Test
  void keepsItsKeyInAPrivateFile(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("secret.key");
    SealedSecret kept = new SecretBox(SecretKeyFile.open(file), "test").seal(Secret.of("a"));
    assertThat(new SecretBox(SecretKeyFile.open(file), "test").open(kept))
        .isEqualTo(Secret.of("a"));
    assertThat(file).hasSize(32);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void makesAnotherKeyForEachInstallation(@TempDir Path directory) {
    assertThat(SecretKeyFile.open(directory.resolve("one")).getEncoded())
        .isNotEqualTo(SecretKeyFile.open(directory.resolve("two")).getEncoded());
  }

  @Test
  void refusesAKeyOfAnotherLength(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("secret.key");
    PrivateFile.write(file, new byte[31]);
    assertThatThrownBy(() -> SecretKeyFile.open(file))
        .isInstanceOf(SecretFailure.class)
        .hasMessageContaining("31 bytes");
  }

  @Test
  void refusesAKeyThatOthersMayRead(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("secret.key");
    SecretKeyFile.open(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> SecretKeyFile.open(file))
        .isInstanceOf(SecretFailure.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void saysWhyAKeyCannotBeMade(@TempDir Path directory) {
    Path file = directory.resolve("nowhere").resolve("secret.key");
    assertThatThrownBy(() -> SecretKeyFile.open(file))
        .isInstanceOf(SecretFailure.class)
        .hasMessageContaining("cannot be made");
  }
}
