package io.netdepot.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files put onto a server over SFTP, whole or not at all. */
class PutTest extends SwitchFixture {
  private static final byte[] CONTENT = ScriptedSftp.random(200_001);
  private static final FetchLimits PUT = new FetchLimits(Phase.PUBLISH, Duration.ofMinutes(1));

  private Path file;
  private Path server;

  @BeforeEach
  void serve(@TempDir Path folder) throws Exception {
    file = Files.write(folder.resolve("ours"), CONTENT);
    server = Files.createDirectory(folder.resolve("server"));
    fake.files(server);
  }

  private void put(String path) throws Exception {
    try (SwitchSession session = Sessions.begin(sessions.start(), fake.task())) {
      session.put(file, path, PUT);
    }
  }

  private void assertOnly(Path there) throws Exception {
    try (Stream<Path> files = Files.list(server)) {
      assertThat(files).containsExactly(there);
    }
  }

  @Test
  void aFileIsThereUnderItsNameAlone() throws Exception {
    put("/a.tar.gz");
    Path put = server.resolve("a.tar.gz");
    assertThat(put).hasBinaryContent(CONTENT);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(put)))
        .isEqualTo("rw-------");
    assertOnly(put);
  }

  @Test
  void oneThatIsThereIsLeftAlone() throws Exception {
    Path there = Files.write(server.resolve("a.tar.gz"), CONTENT);
    Object before = Files.getAttribute(there, "unix:ino");
    put("/a.tar.gz");
    assertThat(Files.getAttribute(there, "unix:ino")).isEqualTo(before);
  }

  @Test
  void anotherFileOfTheSameNameAndSizeIsNotTakenForOurs() throws Exception {
    Path there = Files.write(server.resolve("a.tar.gz"), new byte[CONTENT.length]);
    put("/a.tar.gz");
    assertThat(there).hasBinaryContent(CONTENT);
    assertOnly(there);
  }

  @Test
  void aFailureLeavesNoHalfFile() throws Exception {
    Path inTheWay = Files.createDirectories(server.resolve("a.tar.gz"));
    Files.createFile(inTheWay.resolve("of somebody else"));
    assertThatThrownBy(() -> put("/a.tar.gz")).isInstanceOf(SwitchFailure.class);
    assertOnly(inTheWay);
  }
}
