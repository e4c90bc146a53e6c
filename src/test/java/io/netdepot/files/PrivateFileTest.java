package io.netdepot.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateFileTest {
  private static final byte[] OLD = "old".getBytes(StandardCharsets.UTF_8);
  private static final byte[] NEW = "something new".getBytes(StandardCharsets.UTF_8);

  private final Path directory;

  PrivateFileTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void isReadableByThisUserAlone() throws Exception {
    Path file = directory.resolve("secret.key");
    PrivateFile.write(file, NEW);
    assertThat(mode(file)).isEqualTo("rw-------");
    assertThat(PrivateFile.read(file)).hasValue(NEW);
  }

  @Test
  void isEmptyWhenThereIsNoFile() throws Exception {
    assertThat(PrivateFile.read(directory.resolve("users"))).isEmpty();
  }

  @Test
  void tightensTheModeOfAFileSomebodyElseMade() throws Exception {
    Path file = Files.write(directory.resolve("users"), OLD);
    PrivateFile.write(file, NEW);
    assertThat(mode(file)).isEqualTo("rw-------");
  }

  @ParameterizedTest
  @ValueSource(strings = {"create", "write", "force", "move"})
  void keepsTheOldContentWhenAStepFails(String step) throws Exception {
    Path file = directory.resolve("users");
    PrivateFile.write(file, OLD);
    FaultyDisk disk = new FaultyDisk();
    disk.fail(step, "Input/output error");
    assertThatIOException().isThrownBy(() -> PrivateFile.write(file, NEW, disk));
    assertThat(PrivateFile.read(file)).hasValue(OLD);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void isOldOrNewWheneverTheServiceIsKilled() throws Exception {
    Path file = directory.resolve("users");
    for (int step = 1; step <= 5; step++) {
      PrivateFile.write(file, OLD);
      FaultyDisk disk = new FaultyDisk();
      disk.killAt(step);
      assertThatThrownBy(() -> PrivateFile.write(file, NEW, disk))
          .isInstanceOf(FaultyDisk.Killed.class);
      assertThat(PrivateFile.read(file).orElseThrow()).isIn(OLD, NEW);
    }
  }

  @Test
  void replacesTheFileAsAWhole() throws Exception {
    Path file = directory.resolve("users");
    PrivateFile.write(file, new byte[1_000]);
    Object before = Files.getAttribute(file, "unix:ino");
    PrivateFile.write(file, NEW);
    assertThat(PrivateFile.read(file)).hasValue(NEW);
    assertThat(Files.getAttribute(file, "unix:ino")).isNotEqualTo(before);
  }

  @Test
  void leavesNothingBehindWhenTheNameIsThatOfADirectory() throws Exception {
    Path file = directory.resolve("users");
    Files.createDirectories(file.resolve("full"));
    assertThatIOException().isThrownBy(() -> PrivateFile.write(file, NEW));
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwxrwxrwx"})
  void refusesSecretsThatOthersMayUse(String modes) throws Exception {
    Path file = directory.resolve("secret.key");
    PrivateFile.write(file, NEW);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(modes));
    assertThatThrownBy(() -> PrivateFile.readSecret(file))
        .isInstanceOf(ExposedFileException.class)
        .hasMessageContaining("chmod 600 " + file);
    assertThat(PrivateFile.read(file)).hasValue(NEW);
  }

  @Test
  void readsASecretThatIsEvenMorePrivate() throws Exception {
    Path file = directory.resolve("secret.key");
    PrivateFile.write(file, NEW);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
    assertThat(PrivateFile.readSecret(file)).hasValue(NEW);
  }

  @Test
  void hasNoSecretWhenThereIsNoFile() throws Exception {
    assertThat(PrivateFile.readSecret(directory.resolve("secret.key"))).isEmpty();
  }

  @Test
  void deletesOnce() throws Exception {
    Path file = directory.resolve("users");
    PrivateFile.write(file, NEW);
    PrivateFile.delete(file);
    PrivateFile.delete(file);
    assertThat(file).doesNotExist();
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
