package io.netdepot.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netdepot.recording.Recording;
import io.netdepot.recording.RecordingReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ChannelShell;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.common.SftpException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordedFleetTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String ADDRESS = "127.77.1.1";
  private static final String HEAD =
      """
      recording 1
      platform nvos
      release 25.02
      source invented for this test
      host sw1
      login admin secret
      """;

  private final SshClient client = SshClient.setUpDefaultClient();

  @BeforeEach
  void start() {
    client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
    client.start();
  }

  @AfterEach
  void stop() {
    client.stop();
  }

  private record Said(String out, String err, @Nullable Integer status, @Nullable String signal) {}

  private ClientSession login(RecordedFleet fleet, String password) throws IOException {
    ClientSession session =
        client.connect("admin", ADDRESS, fleet.sshPort()).verify(LIMIT).getSession();
    session.addPasswordIdentity(password);
    session.auth().verify(LIMIT);
    return session;
  }

  private static Said exec(ClientSession session, String line) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try (ChannelExec channel = session.createExecChannel(line)) {
      channel.setOut(out);
      channel.setErr(err);
      channel.open().verify(LIMIT);
      channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), LIMIT);
      return new Said(
          out.toString(StandardCharsets.UTF_8),
          err.toString(StandardCharsets.UTF_8),
          channel.getExitStatus(),
          channel.getExitSignal());
    }
  }

  private static RecordedFleet fleet(String lines) throws Exception {
    return RecordedFleet.of(RecordingReader.read("test.device", HEAD + lines), ADDRESS);
  }

  @Test
  void playsARecordingFromGenerateToDelete() throws Exception {
    Recording recording =
        RecordingReader.read(Path.of("src/test/resources/devices/nvos/success.device"));
    String name = "nvos_dump_sw11_20260105_101500.tar.gz";
    String list = "nv show system tech-support files -o json";
    try (RecordedFleet fleet = RecordedFleet.of(recording, ADDRESS);
        ClientSession session = login(fleet, "admin")) {
      assertThat(session.getServerVersion()).isEqualTo("SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3");
      assertThat(exec(session, list)).isEqualTo(new Said("{}\n", "", 0, null));
      assertThat(exec(session, list).out()).isEqualTo("{}\n");

      assertThat(exec(session, "nv action generate system tech-support").out())
          .endsWith("Generated tech-support /host/dump/" + name + "\nAction succeeded\n");
      assertThat(exec(session, list).out()).contains("\"/host/dump/" + name + "\"");
      assertThat(fleet.only().files()).containsExactly("/host/dump/" + name);
      try (SftpClient sftp = SftpClientFactory.instance().createSftpClient(session)) {
        assertThat(sftp.readDir("/host/dump"))
            .extracting(SftpClient.DirEntry::getFilename)
            .contains(name);
        assertThat(sftp.stat("/host/dump/" + name).getSize()).isBetween(58_000L, 72_000L);
        try (InputStream in = sftp.read("/host/dump/" + name)) {
          assertThat(in.readNBytes(2)).containsExactly(0x1f, 0x8b);
        }
      }
      exec(session, "nv action delete system tech-support files " + name);

      assertThat(fleet.only().files()).isEmpty();
      assertThat(fleet.only().unexpected()).isEmpty();
      assertThat(fleet.only().logins()).isEqualTo(1);
    }
  }

  @Test
  void whatTheRecordingKnowsNothingOfIsAnsweredAndListed() throws Exception {
    try (RecordedFleet fleet = fleet("exec ls\n  out a\n");
        ClientSession session = login(fleet, "secret")) {
      exec(session, "ls");

      assertThat(exec(session, "show version"))
          .isEqualTo(new Said("", "bash: show: command not found\n", 127, null));
      assertThat(fleet.only().asked()).containsExactly("ls", "show version");
      assertThat(fleet.only().unexpected()).containsExactly("show version");
    }
  }

  @Test
  void scenesOfTheSameWordsArePlayedOneAfterTheOther() throws Exception {
    try (RecordedFleet fleet =
            fleet(
                """
                exec ls
                  times 2
                  out a
                exec ls
                  out b
                exec-like cat (?<file>\\S+)
                  out this is ${file} of ${host} at ${address}
                """);
        ClientSession session = login(fleet, "secret")) {
      assertThat(List.of(exec(session, "ls"), exec(session, "ls"), exec(session, "ls")))
          .extracting(Said::out)
          .containsExactly("a\n", "a\n", "b\n");
      assertThat(exec(session, "ls").out()).isEqualTo("b\n");
      assertThat(exec(session, "cat /etc/motd").out())
          .isEqualTo("this is /etc/motd of sw1 at " + ADDRESS + "\n");
    }
  }

  @Test
  void commandsEndAsTheRecordingSays() throws Exception {
    try (RecordedFleet fleet =
        fleet(
            """
            exec fail
              err Another instance
              exit 2
            exec kill
              signal KILL
            exec close
              close
            exec cut
              out half
              cut
            file /etc/motd text
              line hello
            exec cat
              send /etc/motd
            exec stat
              out ${size:/etc/motd} ${sha256:/etc/motd}
            """)) {
      try (ClientSession session = login(fleet, "secret")) {
        assertThat(exec(session, "fail")).isEqualTo(new Said("", "Another instance\n", 2, null));
        assertThat(exec(session, "kill")).isEqualTo(new Said("", "", null, "KILL"));
        assertThat(exec(session, "close")).isEqualTo(new Said("", "", null, null));
        assertThat(exec(session, "cat").out()).isEqualTo("hello\n");
        assertThat(exec(session, "stat").out())
            .isEqualTo("6 5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03\n");
        exec(session, "cut");
        assertThat(session.waitFor(EnumSet.of(ClientSession.ClientSessionEvent.CLOSED), LIMIT))
            .contains(ClientSession.ClientSessionEvent.CLOSED);
      }
    }
  }

  @Test
  void filesFailAsTheRecordingSays() throws Exception {
    try (RecordedFleet fleet =
            fleet(
                """
                file /a/denied tar.gz 4 KiB
                  denied
                  kept
                file /a/liar tar.gz 64 KiB
                  says 100 KiB
                file /a/short txz-cut 64 KiB
                file /a/xz txz 64 KiB
                file /a/noise garbage 1000 B
                file /a/cut tar.gz 64 KiB
                  cuts-at 10 KiB
                """);
        ClientSession session = login(fleet, "secret");
        SftpClient sftp = SftpClientFactory.instance().createSftpClient(session)) {
      assertThat(sftp.stat("/a/denied").getSize()).isPositive();
      assertThatThrownBy(() -> sftp.open("/a/denied"))
          .isInstanceOfSatisfying(SftpException.class, e -> assertThat(e.getStatus()).isEqualTo(3));
      assertThat(read(sftp, "/a/noise")).hasSize(1000).startsWith('x');
      assertThatThrownBy(() -> sftp.remove("/a/denied")).isInstanceOf(SftpException.class);
      sftp.remove("/a/noise");
      assertThat(fleet.only().files()).contains("/a/denied").doesNotContain("/a/noise");
      assertThat(sftp.stat("/a/liar").getSize()).isEqualTo(102_400);
      assertThat(read(sftp, "/a/liar")).hasSizeLessThan(80_000);
      byte[] whole = read(sftp, "/a/xz");
      assertThat(whole).hasSizeBetween(58_000, 72_000).startsWith(0xfd, '7', 'z', 'X', 'Z', 0);
      assertThat(read(sftp, "/a/short")).hasSizeLessThan(whole.length);
      assertThatThrownBy(() -> read(sftp, "/a/cut")).isInstanceOf(IOException.class);
    }
  }

  private static byte[] read(SftpClient sftp, String path) throws IOException {
    try (InputStream in = sftp.read(path)) {
      return in.readAllBytes();
    }
  }

  @Test
  void aModalShellShowsPromptsPagesAndHidesPasswords() throws Exception {
    try (RecordedFleet fleet =
            fleet(
                """
                mode start sw1 [standalone: master] >\\s
                mode password silent Password:\\s
                mode enabled sw1 [standalone: master] #\\s
                greeting
                  out Mellanox Onyx Switch Management
                input enable
                  mode start
                  enter password
                input hush
                  mode password
                  enter enabled
                input show files
                  mode enabled
                  out one
                  more lines 1-1
                  out two
                input exit
                  exit 0
                """);
        ClientSession session = login(fleet, "secret");
        ChannelShell shell = session.createShellChannel()) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      shell.setOut(out);
      shell.setRedirectErrorStream(true);
      shell.open().verify(LIMIT);
      var in = shell.getInvertedIn();
      in.write("enable\nhush\nshow files\n \nfoo\nexit\n".getBytes(StandardCharsets.UTF_8));
      in.flush();
      shell.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), LIMIT);

      assertThat(out.toString(StandardCharsets.UTF_8))
          .startsWith(
              "Mellanox Onyx Switch Management\r\nsw1 [standalone: master] > enable\r\nPassword: \r\n"
                  + "sw1 [standalone: master] # show files\r\none\r\nlines 1-1")
          .contains("two\r\n", "% Unrecognized command \"foo\".\r\n")
          .doesNotContain("hush");
      assertThat(fleet.only().unexpected()).containsExactly("foo");
      assertThat(fleet.only().asked()).contains("(not shown)").doesNotContain("hush");
    }
  }

  @Test
  void nobodyElseLogsIn() throws Exception {
    try (RecordedFleet fleet = fleet("exec ls\n  out a\n")) {
      assertThatThrownBy(() -> login(fleet, "wrong")).isInstanceOf(IOException.class);

      assertThat(fleet.only().logins()).isZero();
    }
  }
}
