package io.netdepot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netdepot.files.FaultyDisk;
import io.netdepot.files.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataLayoutTest {
  private static final Sha256 DIGEST = new Sha256("ab".repeat(32));

  private final Path directory;

  DataLayoutTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void makesWhatIsMissingForThisUserAlone() throws Exception {
    Path data = directory.resolve("some/data");
    try (DataLayout layout = DataLayout.open(data)) {
      assertThat(layout.root()).isEqualTo(data.toRealPath());
      for (Path made : List.of(layout.root(), layout.spool(), layout.blobs())) {
        assertThat(mode(made)).as("%s", made).isEqualTo("rwx------");
      }
      assertThat(mode(layout.lock())).isEqualTo("rw-------");
    }
  }

  @Test
  void leavesNothingOfItsProbeBehind() throws Exception {
    try (DataLayout layout = DataLayout.open(directory);
        Stream<Path> all = Files.walk(directory)) {
      assertThat(all.filter(Files::isRegularFile)).containsExactly(layout.lock());
    }
  }

  @Test
  void placesEveryFileInsideTheDirectory() throws Exception {
    try (DataLayout layout = DataLayout.open(directory)) {
      assertThat(layout.catalog()).isEqualTo(layout.root().resolve("catalog.db"));
      assertThat(layout.blob(DIGEST))
          .isEqualTo(layout.root().resolve("blobs/sha256/ab/" + DIGEST.hex()));
      assertThat(
              List.of(
                  layout.knownHosts(),
                  layout.secretKey(),
                  layout.users(),
                  layout.initialPasswords(),
                  layout.auditLog(),
                  layout.lastGoodRoutes(),
                  layout.tlsKeyStore(),
                  layout.spoolFile("0".repeat(32) + ".part")))
          .allMatch(path -> path.startsWith(layout.root()))
          .doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../users", "a.part", "/etc/passwd", "x"})
  void placesNoNameInTheSpoolThatIsNotOurs(String name) throws Exception {
    try (DataLayout layout = DataLayout.open(directory)) {
      assertThatIllegalArgumentException().isThrownBy(() -> layout.spoolFile(name));
    }
  }

  @Test
  void isOpenOnlyOnceAtATime() throws Exception {
    try (DataLayout first = DataLayout.open(directory)) {
      for (int i = 0; i < 2; i++) {
        assertThatIOException()
            .isThrownBy(() -> DataLayout.open(directory))
            .withMessageContaining(first.root().toString())
            .withMessageContaining("another running service");
      }
    }
    DataLayout.open(directory).close();
  }

  @Test
  void isRefusedToAnotherProcess() throws Exception {
    try (DataLayout layout = DataLayout.open(directory)) {
      Process other =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  OpensLayout.class.getName(),
                  layout.root().toString())
              .redirectErrorStream(true)
              .start();
      String said = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(other.waitFor()).isEqualTo(3);
      assertThat(said).contains("process " + ProcessHandle.current().pid());
    }
  }

  /** Started as a process of its own. */
  static final class OpensLayout {
    private OpensLayout() {}

    public static void main(String[] args) {
      try (DataLayout layout = DataLayout.open(Path.of(args[0]))) {
        System.out.println("opened " + layout.root());
      } catch (IOException e) {
        System.out.println(e.getMessage());
        System.exit(3);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"forceDirectory", "move", "force", "create"})
  void refusesAFileSystemThatCannotKeepFilesSafely(String broken) throws Exception {
    FaultyDisk disk = new FaultyDisk();
    disk.fail(broken, "Invalid argument");
    assertThatIOException()
        .isThrownBy(() -> DataLayout.open(directory, disk))
        .withMessageContaining(directory.toRealPath().toString())
        .withMessageContaining("Invalid argument")
        .withMessageContaining("fsync a directory and rename atomically");
    DataLayout.open(directory).close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"create", "force", "move"})
  void opensOnAFullDiskSoThatPackagesCanBeDeleted(String step) throws Exception {
    DataLayout.open(directory).close();
    FaultyDisk disk = new FaultyDisk();
    disk.fail(step, "No space left on device");
    DataLayout.open(directory, disk).close();
    try (Stream<Path> all = Files.walk(directory)) {
      assertThat(all.filter(Files::isRegularFile)).hasSize(1);
    }
  }

  @Test
  void refusesAFileInPlaceOfTheDirectory() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    assertThatIOException()
        .isThrownBy(() -> DataLayout.open(file))
        .withMessageContaining(file.toString());
  }

  @Test
  void removesWhatAKilledWriterOfAPrivateFileLeft() throws Exception {
    FaultyDisk disk = new FaultyDisk();
    Path users = directory.resolve("users");
    disk.killAt(3);
    try {
      PrivateFile.write(users, new byte[10], disk);
    } catch (FaultyDisk.Killed expected) {
      assertThat(users).doesNotExist();
    }
    Path foreign = Files.createFile(directory.resolve("mine.new"));
    try (DataLayout layout = DataLayout.open(directory);
        Stream<Path> files = Files.list(directory)) {
      assertThat(files.filter(Files::isRegularFile))
          .containsExactlyInAnyOrder(foreign, directory.resolve("lock"));
      assertThat(layout.users()).doesNotExist();
    }
  }

  static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void whatComesAndGoesMeanwhileDoesNotDisturbTheListOfSmallFiles() throws Exception {
    try (DataLayout layout = DataLayout.open(directory)) {
      Path users = Files.writeString(layout.users(), "a user");
      AtomicBoolean over = new AtomicBoolean();
      Thread busy =
          Thread.ofPlatform()
              .start(
                  () -> {
                    while (!over.get()) {
                      try {
                        Path spooled = layout.spoolFile(DataLayout.newSpoolName());
                        Files.delete(Files.createFile(spooled));
                        Files.delete(Files.createFile(directory.resolve("short-lived")));
                      } catch (IOException e) {
                        throw new UncheckedIOException(e);
                      }
                    }
                  });
      try {
        for (int i = 0; i < 2_000; i++) {
          assertThat(layout.smallFiles()).contains(layout.root().relativize(users).toString());
        }
      } finally {
        over.set(true);
        busy.join();
      }
    }
  }
}
