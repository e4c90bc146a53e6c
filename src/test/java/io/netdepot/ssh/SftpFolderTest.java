package io.netdepot.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Listing and deleting over SFTP. */
class SftpFolderTest extends SwitchFixture {
  private static final FetchLimits LIST = new FetchLimits(Phase.LIST, Duration.ofMinutes(1));
  private static final FetchLimits CLEAN = new FetchLimits(Phase.CLEAN, Duration.ofMinutes(1));

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  private Path root;

  @Test
  void listsRegularFilesHoweverMany() throws Exception {
    Path folder = Files.createDirectories(root.resolve("var/tmp"));
    Files.createDirectory(folder.resolve("sub"));
    Files.createSymbolicLink(folder.resolve("latest.tgz"), folder.resolve("f-1.tgz"));
    for (int i = 0; i < 500; i++) {
      Files.createFile(folder.resolve("f-" + i + ".tgz"));
    }
    Files.createFile(folder.resolve("a\nb.tgz"));
    fake.files(root);
    try (SwitchSession session = Sessions.begin(sessions.start(), fake.task())) {
      assertThat(session.list("/var/tmp", LIST))
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, 500).mapToObj(i -> "/var/tmp/f-" + i + ".tgz").toList());
      assertThat(session.list("/var/", LIST)).isEmpty();
      assertFailure(
          () -> session.list("/none", LIST),
          FailureReason.PACKAGE_UNREADABLE,
          "/none cannot be listed: there is no such file");
    }
  }

  @Test
  void deletesAFile() throws Exception {
    Path file = Files.createFile(root.resolve("a.tgz"));
    fake.files(root);
    try (SwitchSession session = Sessions.begin(sessions.start(), fake.task())) {
      session.delete("/a.tgz", CLEAN);
      assertThat(file).doesNotExist();
      assertFailure(
          () -> session.delete("/a.tgz", CLEAN),
          FailureReason.PACKAGE_UNREADABLE,
          "/a.tgz cannot be deleted: there is no such file");
    }
  }
}
