package io.netdepot.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.netdepot.config.AllowedSources;
import io.netdepot.config.DataSize;
import io.netdepot.config.SshSettings;
import io.netdepot.config.SyncSettings;
import io.netdepot.fleet.EntityIdSource;
import io.netdepot.peer.HttpPeer;
import io.netdepot.peer.RealSshd;
import io.netdepot.peer.RequiresRealSshd;
import io.netdepot.secret.Secret;
import io.netdepot.source.SourceFailure.Reason;
import io.netdepot.ssh.HostKeys;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files from a server of OpenSSH's. */
@RequiresRealSshd(password = true)
class SshSourceTest {
  private static final byte[] CONTENT = random(3_000_000);

  @SuppressWarnings("NullAway.Init") // before each test
  private RealSshd sshd;

  @SuppressWarnings("NullAway.Init") // before each test
  private SourceRoom room;

  @SuppressWarnings("NullAway.Init") // before each test
  private SshSource source;

  @BeforeEach
  void open(@TempDir Path data) throws Exception {
    sshd = RealSshd.with().plain().start();
    room = new SourceRoom(data);
    source = source("any, 127.0.0.1");
  }

  @AfterEach
  void shut() throws Exception {
    source.close();
    room.close();
    sshd.close();
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  private SshSource source(String allow) {
    return source(SourceRoom.settings(), allow);
  }

  private SshSource source(SyncSettings settings, String allow) {
    SshSettings ssh =
        new SshSettings(
            22,
            SshSettings.HostKeys.ACCEPT_NEW,
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            4,
            4,
            16,
            Duration.ofSeconds(5),
            4,
            DataSize.ofKib(64),
            Map.of());
    return new SshSource(
        settings,
        SourceRoom.MAX,
        ssh,
        new HostKeys(room.layout.knownHosts(), ssh.hostKeys()),
        new AddressRules(AllowedSources.parse(allow)),
        room.spool,
        new EntityIdSource(Clock.systemUTC(), new Random(1)));
  }

  private SourceUri put(String name, byte[] content) throws Exception {
    Path file = sshd.dumpDir().resolve(name);
    Files.write(file, content);
    return SourceUri.of(SourceUri.Scheme.SCP, "127.0.0.1", sshd.port(), file.toString());
  }

  private Wanted wanted(Validators known, OptionalLong size) {
    return new Wanted(login(sshd.password().orElseThrow()), known, size);
  }

  private Optional<SourceLogin> login(String password) {
    return Optional.of(new SourceLogin(sshd.user(), Secret.of(password)));
  }

  private SourceFailure failure(SshSource from, SourceUri file, Wanted wanted) {
    SourceFailure thrown =
        catchThrowableOfType(SourceFailure.class, () -> from.fetch(file, wanted, new Transfer()));
    assertThat(thrown).as("the fetch's failure").isNotNull();
    assertThat(thrown.sentence()).doesNotContain("witch", "collect.", "package");
    return thrown;
  }

  @Test
  void aFileComesWholeAndThenOnlyWhenItChanged() throws Exception {
    SourceUri file = put("a b.bin", CONTENT);
    Transfer transfer = new Transfer();
    Wanted wanted = wanted(Validators.NONE, OptionalLong.of(CONTENT.length));
    Fetched.Whole first = (Fetched.Whole) source.fetch(file, wanted, transfer);
    assertThat(room.content(first.file())).isEqualTo(CONTENT);
    assertThat(first.file().digest().hex()).isEqualTo(HttpPeer.sha256(CONTENT));
    assertThat(transfer.received()).isEqualTo(CONTENT.length);

    Wanted again = wanted(first.validators(), OptionalLong.empty());
    assertThat(source.fetch(file, again, new Transfer())).isInstanceOf(Fetched.Unchanged.class);
    put("a b.bin", new byte[] {1, 2, 3});
    assertThat(source.fetch(file, again, new Transfer())).isInstanceOf(Fetched.Whole.class);
  }

  @Test
  void anotherSizeThanDeclaredIsRefused() throws Exception {
    SourceUri file = put("a.bin", CONTENT);
    SourceFailure failure = failure(source, file, wanted(Validators.NONE, OptionalLong.of(1)));
    assertThat(failure.reason()).isEqualTo(Reason.DIGEST_MISMATCH);
  }

  @Test
  void whatIsTooLargeIsRefused() throws Exception {
    SourceUri file = put("a.bin", new byte[(int) SourceRoom.MAX.bytes() + 1]);
    SourceFailure failure = failure(source, file, wanted(Validators.NONE, OptionalLong.empty()));
    assertThat(failure.reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(failure.sentence()).contains("images.max-size");
  }

  @Test
  void aFileThatIsNotThereIsSaidToBeMissing() throws Exception {
    SourceUri file = put("a.bin", CONTENT);
    SourceFailure failure =
        failure(source, file.beside(".none"), wanted(Validators.NONE, OptionalLong.empty()));
    assertThat(failure.reason()).isEqualTo(Reason.NOT_FOUND);
    assertThat(
            source.text(file.beside(".none"), login(sshd.password().orElseThrow()), new Transfer()))
        .isEmpty();
  }

  @Test
  void aTextComesWhole() throws Exception {
    SourceUri file = put("SHA256SUMS", "text".getBytes(StandardCharsets.UTF_8));
    assertThat(source.text(file, login(sshd.password().orElseThrow()), new Transfer()))
        .contains("text");
    assertThat(room.spooled()).isZero();
  }

  @Test
  void aWrongPasswordIsSaidToBeWrong() throws Exception {
    SourceUri file = put("a.bin", CONTENT);
    Wanted wrong = new Wanted(login("wrong"), Validators.NONE, OptionalLong.empty());
    SourceFailure failure = failure(source, file, wrong);
    assertThat(failure.reason()).isEqualTo(Reason.LOGIN_REFUSED);
    assertThat(failure.sentence()).contains("check the login of the remote server");
    assertThat(failure(source, file, Wanted.anyway()).sentence()).contains("register a remote");
  }

  @Test
  void aRefusedAddressIsNotConnectedTo() throws Exception {
    SourceUri file = put("a.bin", CONTENT);
    try (SshSource careful = source("any")) {
      SourceFailure failure = failure(careful, file, wanted(Validators.NONE, OptionalLong.empty()));
      assertThat(failure.reason()).isEqualTo(Reason.ADDRESS_REFUSED);
      assertThat(failure.sentence()).contains("a loopback address");
    }
    assertThat(room.layout.knownHosts()).as("a host key that was seen").doesNotExist();
  }

  @Test
  void theDeadlineIsForAllTriesTogether() throws Exception {
    SyncSettings settings =
        SourceRoom.settings(
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            new DataSize(1),
            Duration.ofSeconds(3),
            Duration.ofSeconds(50));
    SourceUri nobody = SourceUri.of(SourceUri.Scheme.SFTP, "127.0.0.1", freePort(), "/a.bin");
    try (SshSource impatient = source(settings, "any, 127.0.0.1")) {
      SourceFailure failure =
          failure(impatient, nobody, wanted(Validators.NONE, OptionalLong.empty()));
      assertThat(failure.reason()).isEqualTo(Reason.TOO_SLOW);
      assertThat(failure.sentence()).contains("3 s (images.fetch-deadline)");
    }
  }

  private static int freePort() throws Exception {
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return closed.getLocalPort();
    }
  }

  @Test
  void aCutReachesTheConnection() throws Exception {
    Transfer transfer = new Transfer();
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      SourceUri file =
          SourceUri.of(SourceUri.Scheme.SFTP, "127.0.0.1", silent.getLocalPort(), "/a.bin");
      CompletableFuture<Throwable> ended =
          CompletableFuture.supplyAsync(
              () ->
                  catchThrowableOfType(
                      SourceFailure.class,
                      () ->
                          source.fetch(
                              file, wanted(Validators.NONE, OptionalLong.empty()), transfer)));
      try (Socket connected = silent.accept()) {
        assertThat(connected.isConnected()).isTrue();
        SourceFailure why = new SourceFailure(Reason.CANCELLED, "The image was deleted");
        transfer.cut(why);
        await().until(ended::isDone);
        assertThat(ended.get()).isSameAs(why);
      }
    }
  }
}
