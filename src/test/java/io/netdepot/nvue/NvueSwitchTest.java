package io.netdepot.nvue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.netdepot.config.DataSize;
import io.netdepot.config.NvueSettings;
import io.netdepot.config.SshSettings;
import io.netdepot.fleet.CertificateTrust;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.Progress;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.fleet.SwitchTask;
import io.netdepot.receive.Receiver;
import io.netdepot.receive.Reception;
import io.netdepot.secret.Secret;
import io.netdepot.ssh.SideStep;
import io.netdepot.ssh.SwitchSession;
import io.netdepot.store.ReceivedFile;
import io.netdepot.store.Sha256;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One switch's REST API over real HTTPS; what its answers mean is in the recorded devices. */
class NvueSwitchTest {
  private static final String LIST =
      """
      http GET /nvue_v1/system/tech-support/files
        out {}
      """;
  private static final String JOB =
      """
      http POST /nvue_v1/system/tech-support
        out 1
      http GET /nvue_v1/action/1
        out {"state": "running"}
      """;
  private static final String SILENT =
      """
      http GET /nvue_v1/system/tech-support/files
        hang
      """;

  @TempDir Path folder;

  private NvueSite site(String scenes) throws Exception {
    return new NvueSite(folder, scenes);
  }

  private static SwitchFailure failure(NvueSite site) {
    return catchThrowableOfType(SwitchFailure.class, () -> site.read(NvueSite.LISTING));
  }

  @Test
  void theFirstCertificateIsRememberedAndAnotherOneRefused() throws Exception {
    try (NvueSite site = site(LIST)) {
      assertThat(site.read(NvueSite.LISTING)).isEqualToIgnoringNewLines("{}");
      assertThat(site.certificates().list()).hasSize(1);
      assertThat(site.read(NvueSite.LISTING)).isEqualToIgnoringNewLines("{}");

      KnownCertificates.Known known = site.certificates().list().getFirst();
      assertThat(known.sha256()).isEqualTo(SwitchTrust.sha256(site.fleet.certificate()));
      assertThat(known.fingerprint()).matches("SHA256:[A-Za-z0-9+/]{43}");
      Path file = folder.resolve("data/known_certificates");
      Files.writeString(file, known.host() + " " + known.port() + " " + "0".repeat(64) + "\n");
      int asked = site.fleet.only().asked().size();
      Failure changed = failure(site).failure();
      assertThat(changed.reason()).isEqualTo(FailureReason.CERTIFICATE_CHANGED);
      assertThat(changed.details())
          .contains(known.sha256(), "./netdepot host-keys forget " + known.host());
      assertThat(site.fleet.only().asked()).hasSize(asked);

      assertThat(site.certificates().forget(site.task().address())).isTrue();
      assertThat(site.read(NvueSite.LISTING)).isEqualToIgnoringNewLines("{}");
    }
  }

  @Test
  void noCertificateIsTakenAtFirstSightWhenHostKeysAreStrict() throws Exception {
    try (NvueSite site = site(LIST)) {
      site.policy = SshSettings.HostKeys.STRICT;
      Failure unknown = failure(site).failure();
      assertThat(unknown.reason()).isEqualTo(FailureReason.CERTIFICATE_REFUSED);
      assertThat(unknown.details()).contains(SwitchTrust.sha256(site.fleet.certificate()));
    }
  }

  @Test
  void aPinnedCertificateIsTheOnlyGoodOne() throws Exception {
    try (NvueSite site = site(LIST)) {
      site.trust = new CertificateTrust.Pinned(SwitchTrust.sha256(site.fleet.certificate()));
      assertThat(site.read(NvueSite.LISTING)).isEqualToIgnoringNewLines("{}");
      site.trust = new CertificateTrust.Pinned("0".repeat(64));
      assertThat(failure(site).failure().reason()).isEqualTo(FailureReason.CERTIFICATE_CHANGED);
      assertThat(site.certificates().list()).isEmpty();
    }
  }

  @Test
  void anAuthorityMustHaveSignedForTheAddress() throws Exception {
    try (NvueSite site = site(LIST)) {
      Path file = folder.resolve("ca.pem");
      Files.writeString(
          file,
          "-----BEGIN CERTIFICATE-----\n"
              + Base64.getMimeEncoder().encodeToString(site.fleet.certificate().getEncoded())
              + "\n-----END CERTIFICATE-----\n");
      site.trust = new CertificateTrust.SignedBy(file);
      // It is trusted, and names no address.
      Failure refused = failure(site).failure();
      assertThat(refused.reason()).isEqualTo(FailureReason.CERTIFICATE_REFUSED);
      assertThat(refused.details()).contains("ca.pem", "pin it in the file of switches");

      Files.writeString(file, "nothing");
      assertThat(failure(site).failure().details()).contains("cannot be used");
    }
  }

  @Test
  void oneConnectionServesAllStepsOfATask() throws Exception {
    try (NvueSite site = site(LIST)) {
      NvueSwitches switches = site.switches();
      try (SwitchSession session = site.begin()) {
        for (int i = 0; i < 3; i++) {
          try (SideStep step = session.sideStep(Phase.LIST, Duration.ofSeconds(20))) {
            switches.of(session).read(step, NvueSite.LISTING);
          }
        }
        assertThat(switches.running()).isEqualTo(1);
      }
      assertThat(switches.running()).isZero();
    }
  }

  @Test
  void aCancelEndsARequestAtOnce() throws Exception {
    try (NvueSite site = site(SILENT);
        SwitchSession session = site.begin()) {
      CompletableFuture<SwitchFailure> ended = read(site, session);
      await().until(() -> !site.fleet.only().asked().isEmpty());
      session.abort(new Failure(FailureReason.INTERRUPTED, Phase.LIST, "Somebody cancelled it"));
      assertThat(ended.get(5, TimeUnit.SECONDS).failure().details())
          .isEqualTo("Somebody cancelled it");
    }
  }

  @Test
  void theDeadlineOfTheTaskCountsFromItsFirstStep() throws Exception {
    try (NvueSite site = site(SILENT)) {
      site.deadline = Duration.ofMillis(300);
      try (SwitchSession session = site.begin()) {
        Failure late = read(site, session).get(10, TimeUnit.SECONDS).failure();
        assertThat(late.reason()).isEqualTo(FailureReason.TIMED_OUT);
        assertThat(late.details()).contains("collect.deadline");
      }
    }
  }

  @Test
  void aCancelEndsTheWaitForAJob() throws Exception {
    try (NvueSite site = site(JOB);
        SwitchSession session = site.begin()) {
      CompletableFuture<SwitchFailure> ended =
          CompletableFuture.supplyAsync(
              () ->
                  catchThrowableOfType(
                      SwitchFailure.class,
                      () -> {
                        try (SideStep step =
                            session.sideStep(Phase.GENERATE, Duration.ofSeconds(20))) {
                          site.switches()
                              .of(session)
                              .act(
                                  step,
                                  "system/tech-support",
                                  ActionParameters.none().body("generate"),
                                  NvueSwitch.Onlooker.NONE);
                        }
                      }));
      await().until(() -> site.fleet.only().asked().size() > 3);
      session.abort(new Failure(FailureReason.INTERRUPTED, Phase.LIST, "Somebody cancelled it"));
      assertThat(ended.get(5, TimeUnit.SECONDS).failure().reason())
          .isEqualTo(FailureReason.INTERRUPTED);
    }
  }

  @Test
  void whatSshDoesNotAllowIsNoEndOfTheSession() throws Exception {
    try (NvueSite site = site(LIST)) {
      // The recorded switch's SSH server is there, and a port without one stands for no way in.
      try (SwitchSession session = site.sessions().begin(withoutSsh(site), limit(), progress())) {
        assertThat(
                catchThrowableOfType(
                        SwitchFailure.class,
                        () ->
                            session.look(
                                "/x",
                                new io.netdepot.ssh.FetchLimits(
                                    Phase.FETCH, Duration.ofSeconds(5))))
                    .failure()
                    .reason())
            .isEqualTo(FailureReason.UNREACHABLE);
        try (SideStep step = session.sideStep(Phase.LIST, Duration.ofSeconds(20))) {
          assertThat(site.switches().of(session).read(step, NvueSite.LISTING)).contains("{}");
        }
      }
    }
  }

  private static SwitchTask withoutSsh(NvueSite site) {
    SwitchTask task = site.task();
    io.netdepot.fleet.Access access = task.access();
    return new SwitchTask(
        task.operationId(),
        task.taskId(),
        task.address(),
        task.profileId(),
        new io.netdepot.fleet.Access(
            access.platform(),
            access.transport(),
            1,
            access.restPort(),
            access.jump(),
            access.trust()),
        task.attempt(),
        task.leftOver());
  }

  private static io.netdepot.ssh.SessionLimit limit() {
    return new io.netdepot.ssh.SessionLimit(Duration.ofMinutes(1), "collect.deadline");
  }

  private static CompletableFuture<SwitchFailure> read(NvueSite site, SwitchSession session) {
    return CompletableFuture.supplyAsync(
        () ->
            catchThrowableOfType(
                SwitchFailure.class,
                () -> {
                  try (SideStep step = session.sideStep(Phase.LIST, Duration.ofSeconds(20))) {
                    site.switches().of(session).read(step, NvueSite.LISTING);
                  }
                }));
  }

  @Test
  void nothingListensOnThePort() throws Exception {
    try (NvueSite site = site(LIST)) {
      SwitchTask task = withoutRest(site);
      try (SwitchSession session = site.sessions().begin(task, limit(), progress());
          SideStep step = session.sideStep(Phase.LIST, Duration.ofSeconds(20))) {
        Failure failure =
            catchThrowableOfType(
                    SwitchFailure.class,
                    () -> site.switches().of(session).read(step, NvueSite.LISTING))
                .failure();
        assertThat(failure.reason()).isEqualTo(FailureReason.UNREACHABLE);
        assertThat(failure.details()).contains(task.address() + " port 1");
      }
    }
  }

  private static SwitchTask withoutRest(NvueSite site) {
    SwitchTask task = site.task();
    io.netdepot.fleet.Access access = task.access();
    return new SwitchTask(
        task.operationId(),
        task.taskId(),
        task.address(),
        task.profileId(),
        new io.netdepot.fleet.Access(
            access.platform(), access.transport(), 22, 1, access.jump(), access.trust()),
        task.attempt(),
        task.leftOver());
  }

  private static final String PASSWORD = "p4ss/word";
  private static final String URL = "sftp://task:p4ss%2Fword@192.0.2.1:2222/in/";

  @Test
  void aPushedFileIsTheReceiversAndItsAddressIsNeverShown() throws Exception {
    try (NvueSite site =
        site(
            """
            http POST /nvue_v1/system/tech-support/files/dump.tar.gz
              body "remote-url":"sftp://task:p4ss%2Fword@192.0.2.1:2222/in/"
              out 1
            http GET /nvue_v1/action/1
              times 1
              out {"state": "action_success"}
            http GET /nvue_v1/action/1
              out {"state": "action_error", "issue": [{"message": "no way to sftp://task:p4ss%2Fword@192.0.2.1:2222/in/ with p4ss/word"}]}
            """)) {
      ReceivedFile came =
          new ReceivedFile("spooled", 3, Sha256.parse("0".repeat(64)).orElseThrow());
      site.receiver = new FakeReceiver(Optional.empty(), came);
      assertThat(pushed(site)).isEqualTo(came);

      Failure failed = catchThrowableOfType(SwitchFailure.class, () -> pushed(site)).failure();
      assertThat(failed.reason()).isEqualTo(FailureReason.COMMAND_FAILED);
      assertThat(failed.details()).contains("no way to").doesNotContain(PASSWORD, "p4ss%2Fword");

      site.receiver =
          new FakeReceiver(
              Optional.of(new Failure(FailureReason.TOO_LARGE, Phase.FETCH, "Too much")), came);
      assertThat(catchThrowableOfType(SwitchFailure.class, () -> pushed(site)).failure().reason())
          .isEqualTo(FailureReason.TOO_LARGE);
    }
  }

  private static ReceivedFile pushed(NvueSite site) throws SwitchFailure {
    NvueSwitches switches = site.switches();
    try (SwitchSession session = site.begin();
        SideStep step = session.sideStep(Phase.FETCH, Duration.ofSeconds(20))) {
      return new PushedFile(switches, session, Optional.empty())
          .fetch(switches.of(session), step, "system/tech-support/files/dump.tar.gz");
    }
  }

  @Test
  void withoutAReceiverTheFirstReasonStaysAndNoTurnIsWaitedFor() throws Exception {
    try (NvueSite site = site(LIST);
        SwitchSession session = site.begin();
        SideStep step = session.sideStep(Phase.FETCH, Duration.ofSeconds(20))) {
      List<SideStep.Turn> all = new ArrayList<>();
      for (int i = 0; i < NvueSite.TRANSFERS; i++) {
        all.add(step.transfer());
      }
      SwitchFailure first =
          new SwitchFailure(
              FailureReason.AUTHENTICATION_FAILED, Phase.CONNECT, "The switch refused the login");
      NvueSwitches switches = site.switches();
      Failure failure =
          catchThrowableOfType(
                  SwitchFailure.class,
                  () ->
                      new PushedFile(switches, session, Optional.of(first))
                          .fetch(switches.of(session), step, "x"))
              .failure();
      assertThat(failure.reason()).isEqualTo(FailureReason.AUTHENTICATION_FAILED);
      assertThat(failure.details()).contains("refused the login", "receiver.port");
      all.forEach(SideStep.Turn::close);
    }
  }

  @Test
  void anAnswerIsReadUpToItsLimit() throws Exception {
    try (NvueSite site = site(LIST)) {
      site.settings =
          new NvueSettings(
              443,
              Duration.ofSeconds(5),
              Duration.ofMillis(20),
              Duration.ofMillis(40),
              Duration.ofSeconds(5),
              new DataSize(1));
      assertThat(failure(site).failure().reason()).isEqualTo(FailureReason.OUTPUT_TOO_LONG);
    }
  }

  private static Progress progress() {
    return new Progress() {
      @Override
      public void phase(Phase phase) {}

      @Override
      public void expect(long bytes) {}

      @Override
      public void received(long bytes) {}
    };
  }

  private record FakeReceiver(Optional<Failure> refused, ReceivedFile file) implements Receiver {
    @Override
    public void requireOn() {}

    @Override
    public Reception open(SwitchTask task, long mostBytes, Progress progress) {
      return new Reception() {
        @Override
        public Secret url() {
          return Secret.of(URL);
        }

        @Override
        public Optional<Failure> refusal() {
          return refused;
        }

        @Override
        public ReceivedFile await(Duration longest) {
          return file;
        }

        @Override
        public void close() {}
      };
    }
  }
}
