package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netdepot.peer.RealSshd;
import io.netdepot.peer.RequiresRealSshd;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The service against OpenSSH's own server. */
@RequiresRealSshd
@Timeout(120)
class RealSwitchTest {
  private static final String ADDRESS = "127.0.0.1";
  private static final long HUGE = 1L << 30;

  private final Path folder;

  RealSwitchTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
  void aPackageIsCollectedWholeByKeyLogin(String hostKey) throws Exception {
    try (RealSshd sshd = RealSshd.with().hostKey(hostKey).start();
        RunningDepot depot = byKey(sshd)) {
      String profile = depot.profile("real", sshd.user(), "never used");

      RunningDepot.SwitchEnd end = depot.awaitEnd(depot.collectWith(profile, ADDRESS)).only();

      end.requireCompleted();
      requireWhole(depot, end);
      assertThat(sshd.dumpDir()).isEmptyDirectory();
      assertThat(sshd.log()).contains("Accepted publickey for " + sshd.user());
      depot.requireAtRest();
    }
  }

  @Test
  @RequiresRealSshd(password = true)
  void aPackageIsCollectedWholeByPasswordLogin() throws Exception {
    try (RealSshd sshd = RealSshd.with().start();
        RunningDepot depot = RunningDepot.start(folder.resolve("data"), sshd.port())) {
      String profile = depot.profile("real", sshd.user(), sshd.password().orElseThrow());

      RunningDepot.SwitchEnd end = depot.awaitEnd(depot.collectWith(profile, ADDRESS)).only();

      end.requireCompleted();
      requireWhole(depot, end);
      assertThat(sshd.log()).contains("Accepted password for " + sshd.user());
      depot.requireAtRest();
    }
  }

  @Test
  @RequiresRealSshd(password = true)
  void aWrongPasswordIsRefused() throws Exception {
    try (RealSshd sshd = RealSshd.with().start();
        RunningDepot depot = RunningDepot.start(folder.resolve("data"), sshd.port())) {
      String profile = depot.profile("real", sshd.user(), "wrong");

      depot
          .awaitEnd(depot.collectWith(profile, ADDRESS))
          .only()
          .requireFailed("authentication-failed");

      depot.requireAtRest();
    }
  }

  @Test
  void aServerPausedInMidTransferIsStalledAndItsSlotIsFree() throws Exception {
    Path zeros = folder.resolve("zeros");
    try (RandomAccessFile sparse = new RandomAccessFile(zeros.toFile(), "rw")) {
      sparse.setLength(HUGE);
    }
    try (RealSshd sshd = RealSshd.with().packageContent(zeros).start();
        RunningDepot depot =
            byKey(sshd, "collect.stall=2 s", "ssh.transfers=1", "ssh.keep-alive=10 min")) {
      String profile = depot.profile("real", sshd.user(), "never used");
      String operation = depot.collectWith(profile, ADDRESS);
      awaitBytes(depot, operation);

      sshd.pause();

      depot.awaitEnd(operation).only().requireFailed("stalled");
      depot.requireAtRest();
      String next = depot.collectWith(profile, ADDRESS);
      awaitBytes(depot, next);
      assertThat(depot.cancel(next).statusCode()).isEqualTo(202);
      assertThat(depot.awaitEnd(next).status()).isEqualTo("cancelled");
      depot.requireAtRest();
    }
  }

  @Test
  void aServerKilledInMidTransferIsTriedAgain() throws Exception {
    Path zeros = folder.resolve("zeros");
    try (RandomAccessFile sparse = new RandomAccessFile(zeros.toFile(), "rw")) {
      sparse.setLength(HUGE);
    }
    try (RealSshd sshd = RealSshd.with().packageContent(zeros).start();
        RunningDepot depot = byKey(sshd, "collect.tries=2")) {
      String profile = depot.profile("real", sshd.user(), "never used");
      String operation = depot.collectWith(profile, ADDRESS);
      awaitBytes(depot, operation);

      sshd.kill();

      depot.awaitEnd(operation).only().requireFailed("unreachable");
      assertThat(depot.progress(operation, ADDRESS).path("tries").asInt()).isEqualTo(2);
      depot.requireAtRest();
    }
  }

  private RunningDepot byKey(RealSshd sshd, String... settings) throws Exception {
    String[] all = java.util.Arrays.copyOf(settings, settings.length + 1);
    all[settings.length] = "ssh.key.real=" + sshd.privateKey();
    return RunningDepot.start(folder.resolve("data"), sshd.port(), all);
  }

  private static void awaitBytes(RunningDepot depot, String operation) {
    await()
        .atMost(RunningDepot.LONG)
        .pollInterval(java.time.Duration.ofMillis(5))
        .until(() -> depot.progress(operation, ADDRESS).path("receivedBytes").asLong() > 0);
  }

  private void requireWhole(RunningDepot depot, RunningDepot.SwitchEnd end) throws Exception {
    var answer = depot.download(end.fileId());
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    Path file = folder.resolve("download");
    try (InputStream body = answer.body()) {
      byte[] bytes = body.readAllBytes();
      sha.update(bytes);
      Files.write(file, bytes);
    }
    byte[] digest = sha.digest();
    assertThat(answer.headers().firstValue("Repr-Digest"))
        .contains("sha-256=:" + Base64.getEncoder().encodeToString(digest) + ":");
    assertThat(Files.size(file)).isEqualTo(end.size());
    requireTar(file);
  }

  private static void requireTar(Path file) throws IOException, InterruptedException {
    Process tar =
        new ProcessBuilder("tar", "-tzf", file.toString()).redirectErrorStream(true).start();
    String listed =
        new String(tar.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(tar.waitFor()).as(listed).isZero();
    assertThat(listed).contains("/log/");
  }
}
