package io.netdepot.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.files.PrivateFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginKeyFileTest {
  private final Path file;

  LoginKeyFileTest(@TempDir Path folder) {
    file = folder.resolve("id");
  }

  @Test
  void aKeyForNobodyButItsOwnerIsRead() throws Exception {
    LoginKeys.write(file);
    assertThat(LoginKeyFile.problem(file)).isEmpty();
    assertThat(LoginKeyFile.read(file)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rw-r-----", "rw--w----", "rw------x"})
  void oneThatOthersMayUseIsRefused(String modes) throws Exception {
    LoginKeys.write(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(modes));
    assertThat(LoginKeyFile.problem(file))
        .contains(
            "may be used by others than its owner; run 'chmod 600 "
                + file
                + "', and give another key if they may have read it");
  }

  @Test
  void oneWithAPassphraseIsRefused() throws Exception {
    LoginKeys.writeLocked(
        file, KeyPairGenerator.getInstance("RSA").generateKeyPair(), "correct-horse");
    assertThat(LoginKeyFile.problem(file))
        .contains("is encrypted; give one without a passphrase, readable only by the service");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "correct-horse", "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n"})
  void whatHoldsNoKeyIsRefused(String content) throws Exception {
    PrivateFile.write(file, content.getBytes(UTF_8));
    assertThat(LoginKeyFile.problem(file))
        .contains("holds no private key in OpenSSH or PEM format");
  }

  @Test
  void oneThatIsNotThereIsRefused() {
    assertThat(LoginKeyFile.problem(file))
        .contains("is not there; make it, or correct the setting");
  }
}
