package io.netdepot.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.Progress;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.store.ReceivedFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real clients of OpenSSH push into the receiver. */
@Timeout(180)
class SftpReceiverTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final byte[] CONTENT = "the package".getBytes(StandardCharsets.UTF_8);

  private final Path folder;
  private ReceiverSite site;

  SftpReceiverTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void start() throws IOException {
    site = new ReceiverSite(folder);
  }

  @AfterEach
  void stop() throws IOException {
    site.close();
  }

  @Test
  void takesAFileFromSftp() throws Exception {
    byte[] content = new byte[3_000_001];
    new Random(1).nextBytes(content);
    try (Reception reception = site.open(content.length)) {
      OpenSshClient client = new OpenSshClient(folder, reception);
      Path file = client.file("nvos_dump_sw11_20260105_101500.tar.gz", content);
      OpenSshClient.Ended ended = client.sftp("put -p " + file + " " + client.remoteFolder());
      assertThat(ended.status()).as(ended.output()).isZero();
      ReceivedFile received = reception.await(LONG);
      assertThat(received.size()).isEqualTo(content.length);
      assertThat(site.bytes(received)).isEqualTo(content);
      site.spool().drop(received);
    }
    assertThat(site.litter()).isEmpty();
  }

  @Test
  void takesAFileFromScp() throws Exception {
    try (Reception reception = site.open(100)) {
      OpenSshClient client = new OpenSshClient(folder, reception);
      OpenSshClient.Ended ended =
          client.scp(client.file("a.tar.gz", CONTENT), client.remoteFolder());
      assertThat(ended.status()).as(ended.output()).isZero();
      assertThat(site.bytes(reception.await(LONG))).isEqualTo(CONTENT);
    }
  }

  @Test
  void leavesAnSshThatLikesChachaBestNothingButAes() throws Exception {
    try (Reception reception = site.open(100)) {
      OpenSshClient client =
          new OpenSshClient(folder, reception)
              .withCiphers("chacha20-poly1305@openssh.com,aes256-ctr");
      assertThat(client.sftp("put " + client.file("a.tar.gz", CONTENT)).status()).isZero();
      assertThat(site.bytes(reception.await(LONG))).isEqualTo(CONTENT);
      assertThat(client.withCiphers("chacha20-poly1305@openssh.com").sftp("pwd").status())
          .isNotZero();
    }
  }

  @Test
  void takesAnEmptyFile() throws Exception {
    try (Reception reception = site.open(100)) {
      OpenSshClient client = new OpenSshClient(folder, reception);
      assertThat(client.sftp("put " + client.file("a.tar.gz", new byte[0])).status()).isZero();
      assertThat(reception.await(LONG).size()).isZero();
    }
  }

  @Test
  void refusesAnotherPassword() throws Exception {
    try (Reception reception = site.open(100)) {
      OpenSshClient client = new OpenSshClient(folder, reception);
      Path file = client.file("a.tar.gz", CONTENT);
      assertThat(client.withPassword("wrong").sftp("put " + file).status()).isNotZero();
      assertThat(reception.refusal().map(Failure::reason))
          .contains(FailureReason.AUTHENTICATION_FAILED);
      assertThat(client.sftp("put " + file).status()).isZero();
      assertThat(site.bytes(reception.await(LONG))).isEqualTo(CONTENT);
    }
  }

  @Test
  void refusesPathsOutside() throws Exception {
    try (Reception reception = site.open(100)) {
      OpenSshClient client = new OpenSshClient(folder, reception);
      Path file = client.file("a.tar.gz", CONTENT);
      for (String path :
          List.of("../a.tar.gz", "/a.tar.gz", "/etc/a", "../../../tmp/a", "b/a", ".a", "/tmp/a")) {
        assertThat(client.sftp("put " + file + " " + path).status()).as(path).isNotZero();
      }
      assertThat(client.scp(file, "/etc/cron.d/a").status()).isNotZero();
      assertThat(reception.refusal().map(Failure::reason))
          .contains(FailureReason.PACKAGE_UNREADABLE);
      assertThat(client.sftp("put " + file).status()).isZero();
      site.spool().drop(reception.await(LONG));
    }
    assertThat(site.litter()).isEmpty();
  }

  @Test
  void endsAFileWhenTheDiskIsFullAndTakesTheNext() throws Exception {
    byte[] content = new byte[40 << 20];
    try (Reception reception = site.open(content.length, new FillingDisk())) {
      OpenSshClient client = new OpenSshClient(folder, reception);
      assertThat(client.sftp("put " + client.file("a.tar.gz", content)).status()).isNotZero();
      assertThatThrownBy(() -> reception.await(LONG))
          .isInstanceOfSatisfying(
              SwitchFailure.class,
              failure -> {
                assertThat(failure.failure().reason()).isEqualTo(FailureReason.STORAGE_FULL);
                assertThat(failure.failure().details()).contains("must stay free");
              });
    }
    assertThat(site.litter()).isEmpty();
    assertThatThrownBy(() -> site.open(100)).hasMessageContaining("must stay free");
    site.room(Long.MAX_VALUE);
    try (Reception reception = site.open(100)) {
      OpenSshClient client = new OpenSshClient(folder, reception);
      assertThat(client.sftp("put " + client.file("a.tar.gz", CONTENT)).status()).isZero();
      assertThat(site.bytes(reception.await(LONG))).isEqualTo(CONTENT);
    }
  }

  /** The disk is full as soon as anything has come. */
  private final class FillingDisk implements Progress {
    @Override
    public void phase(Phase phase) {}

    @Override
    public void expect(long bytes) {}

    @Override
    public void received(long bytes) {
      site.room(0);
    }
  }

  @Test
  void showsNothing() throws Exception {
    Files.writeString(folder.resolve("data/secret"), "x");
    try (Reception reception = site.open(100)) {
      OpenSshClient client = new OpenSshClient(folder, reception);
      Path file = client.file("a.tar.gz", CONTENT);
      for (String line :
          List.of(
              "get /etc/passwd " + folder.resolve("got"),
              "ln -s /etc/passwd a",
              "ln /etc/passwd a",
              "mkdir a",
              "rmdir .",
              "rm a",
              "chmod 777 /etc/passwd",
              "rename /etc/passwd a",
              "df /")) {
        assertThat(client.sftp(line).status()).as(line).isNotZero();
      }
      // A folder that cannot be listed is no failure for sftp.
      assertThat(client.sftp("ls", "ls /").output())
          .contains("Permission denied")
          .doesNotContain("spool");
      assertThat(client.sftp("put " + file, "get a.tar.gz " + folder.resolve("got")).status())
          .isNotZero();
      assertThat(folder.resolve("got")).doesNotExist();
    }
  }

  @Test
  void givesNoShellNoCommandNoForwarding() throws Exception {
    try (Reception reception = site.open(100)) {
      OpenSshClient client = new OpenSshClient(folder, reception);
      assertThat(client.ssh("id").status()).isNotZero();
      assertThat(client.ssh().status()).isNotZero();
      assertThat(client.ssh("-W", "127.0.0.1:" + site.port()).output()).doesNotContain("SSH-2.0");
    }
  }

  @Test
  void refusesASecondFile() throws Exception {
    try (Reception reception = site.open(100)) {
      OpenSshClient client = new OpenSshClient(folder, reception);
      Path first = client.file("a.tar.gz", CONTENT);
      Path second = client.file("b.tar.gz", "other".getBytes(StandardCharsets.UTF_8));
      assertThat(client.sftp("put " + first, "put " + second).status()).isNotZero();
      assertThat(client.sftp("put " + second).status()).isNotZero();
      assertThat(client.sftp("put " + second + " a.tar.gz").status()).isNotZero();
      assertThat(site.bytes(reception.await(LONG))).isEqualTo(CONTENT);
    }
  }

  @Test
  void refusesTooManyBytes() throws Exception {
    try (Reception reception = site.open(1_000_000)) {
      OpenSshClient client = new OpenSshClient(folder, reception);
      Path file = client.file("a.tar.gz", new byte[1_000_001]);
      assertThat(client.sftp("put " + file).status()).isNotZero();
      assertThatThrownBy(() -> reception.await(LONG))
          .isInstanceOfSatisfying(
              SwitchFailure.class,
              e -> assertThat(e.failure().reason()).isEqualTo(FailureReason.TOO_LARGE));
    }
    assertThat(site.litter()).isEmpty();
  }

  @Test
  void forgetsTheLoginAtTheEnd() throws Exception {
    Reception reception = site.open(100);
    OpenSshClient client = new OpenSshClient(folder, reception);
    Path file = client.file("a.tar.gz", CONTENT);
    assertThat(client.sftp("put " + file).status()).isZero();
    reception.close();
    assertThat(site.litter()).isEmpty();
    assertThat(client.sftp("pwd").status()).isNotZero();
    assertThatThrownBy(() -> reception.await(LONG)).isInstanceOf(SwitchFailure.class);
  }

  @Test
  void tasksDoNotSeeEachOther() throws Exception {
    try (Reception one = site.open(100);
        Reception two = site.open(100)) {
      OpenSshClient first = new OpenSshClient(folder, one);
      OpenSshClient second = new OpenSshClient(folder, two);
      Path file = first.file("a.tar.gz", CONTENT);
      assertThat(first.sftp("put " + file + " " + second.remoteFolder()).status()).isNotZero();
      assertThat(first.sftp("put " + file).status()).isZero();
      assertThat(second.sftp("ls a.tar.gz").status()).isNotZero();
      assertThat(two.refusal()).isEmpty();
    }
  }

  @Test
  void aClientThatGoesAwayLeavesNothing() throws Exception {
    try (Reception reception = site.open(1L << 40)) {
      OpenSshClient client = new OpenSshClient(folder, reception);
      Process sftp = client.start(endless());
      Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> !site.litter().isEmpty());
      sftp.destroyForcibly().waitFor();
      assertThatThrownBy(() -> reception.await(LONG))
          .isInstanceOfSatisfying(
              SwitchFailure.class,
              e -> assertThat(e.failure().reason()).isEqualTo(FailureReason.TRANSFER_INCOMPLETE));
    }
    assertThat(site.litter()).isEmpty();
  }

  @Test
  void anotherConnectionOfTheSwitchMayComeAndGo() throws Exception {
    try (Reception reception = site.open(1L << 40)) {
      OpenSshClient client = new OpenSshClient(folder, reception);
      Process sftp = client.start(endless());
      try {
        Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> !site.litter().isEmpty());
        assertThat(client.sftp("pwd").status()).isZero();
        assertThat(reception.refusal()).isEmpty();
        assertThat(sftp.isAlive()).isTrue();
      } finally {
        sftp.destroyForcibly().waitFor();
      }
    }
  }

  @Test
  void endingATaskCutsItsClient() throws Exception {
    Reception reception = site.open(1L << 40);
    Process sftp = new OpenSshClient(folder, reception).start(endless());
    try {
      Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> !site.litter().isEmpty());
      reception.close();
      assertThat(sftp.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(site.litter()).isEmpty();
    } finally {
      sftp.destroyForcibly();
    }
  }

  /** A file that takes longer than any test. */
  private Path endless() throws Exception {
    Path file = folder.resolve("sparse");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(1L << 36);
    }
    return Files.writeString(folder.resolve("endless"), "put " + file + " a.tar.gz\n");
  }

  @Test
  void turnsAwayTooManyConnections() throws Exception {
    List<Socket> open = new ArrayList<>();
    try {
      for (int i = 0; i < 8; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), site.port());
        open.add(socket);
        assertThat(socket.getInputStream().read()).isEqualTo('S');
      }
      try (Socket further = new Socket(InetAddress.getLoopbackAddress(), site.port())) {
        further.setSoTimeout(30_000);
        assertThat(read(further)).doesNotContain("SSH_MSG");
      }
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
    try (Reception reception = site.open(100)) {
      OpenSshClient client = new OpenSshClient(folder, reception);
      Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> client.sftp("pwd").status() == 0);
    }
  }

  private static String read(Socket socket) {
    try {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  @Test
  void keepsItsHostKey() throws Exception {
    Path key = site.layout().receiverKey();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    assertThat(ReceiverKey.in(key).getPublic()).isEqualTo(ReceiverKey.in(key).getPublic());
    Files.writeString(key, "-----BEGIN NOTHING");
    assertThatThrownBy(() -> ReceiverKey.in(key))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("bring it back from a backup");
  }

  @Test
  void neverSaysThePassword() throws Exception {
    try (Reception reception = site.open(100)) {
      String url = reception.url().reveal();
      assertThat(url).matches("sftp://nd-[0-9a-f]{16}:[A-Za-z0-9%_-]+@127\\.0\\.0\\.1:\\d+/\\S+/");
      assertThat(reception.toString() + reception.url() + reception.refusal())
          .doesNotContain(url.substring(url.indexOf(':', 7), url.indexOf('@')));
    }
  }
}
