package io.netdepot;

import io.netdepot.capture.Capture;
import io.netdepot.capture.Done;
import io.netdepot.capture.Doubts;
import io.netdepot.capture.Questions;
import io.netdepot.capture.RestCapture;
import io.netdepot.capture.RestQuestions;
import io.netdepot.capture.Subject;
import io.netdepot.catalog.Catalog;
import io.netdepot.catalog.CatalogCopy;
import io.netdepot.catalog.CatalogFailure;
import io.netdepot.catalog.Profile;
import io.netdepot.catalog.SqliteCatalog;
import io.netdepot.cli.CommandProblem;
import io.netdepot.cli.DeviceRecorder;
import io.netdepot.config.Settings;
import io.netdepot.fleet.Access;
import io.netdepot.fleet.EntityIdSource;
import io.netdepot.fleet.Progress;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.fleet.SwitchTask;
import io.netdepot.fleet.Transport;
import io.netdepot.nvue.KnownCertificates;
import io.netdepot.nvue.NvueListener;
import io.netdepot.nvue.NvueSwitches;
import io.netdepot.nvue.RestInterview;
import io.netdepot.profile.ProfileLogin;
import io.netdepot.profile.Profiles;
import io.netdepot.receive.NoReceiver;
import io.netdepot.recording.RecordingWriter;
import io.netdepot.secret.Secret;
import io.netdepot.secret.SecretFailure;
import io.netdepot.secret.SecretKeyFile;
import io.netdepot.secret.SecretPurpose;
import io.netdepot.ssh.HostKeys;
import io.netdepot.ssh.Interview;
import io.netdepot.ssh.Login;
import io.netdepot.ssh.SessionLimit;
import io.netdepot.ssh.SwitchSession;
import io.netdepot.ssh.SwitchSessions;
import io.netdepot.store.DataLayout;
import io.netdepot.store.DiskGuard;
import io.netdepot.store.Spool;
import io.netdepot.store.StoreHealth;
import io.netdepot.switches.SetWays;
import io.netdepot.yaml.FileRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Records devices by the clients of the service, also while the service runs: of its data directory
 * only the pinned host keys and certificates are changed.
 */
final class DepotRecorder implements DeviceRecorder {
  private final EntityIdSource ids = new EntityIdSource(InstantSource.system(), new SecureRandom());

  @Override
  public Recorded record(Settings settings, Request request, Path scratch) throws CommandProblem {
    SwitchAddress address =
        SwitchAddress.parse(request.address())
            .orElseThrow(
                () ->
                    new CommandProblem(
                        "'" + request.address() + "' is neither an IP address nor a host name."));
    SetWays ways = ways(settings);
    Access access = access(settings, ways, address, request);
    Login login = login(settings, request, scratch);
    try (DataLayout layout = DataLayout.open(scratch.resolve("data"));
        SwitchSessions sessions = sessions(settings, ways, layout, login);
        SwitchSession session = begin(sessions, settings, address, access)) {
      Done done =
          access.transport() == Transport.REST
              ? overRest(settings, layout, session, login, request)
              : overSsh(settings, session, login, request);
      String text = RecordingWriter.write(done.recording());
      return new Recorded(text, done.masked(), Doubts.in(text), done.left());
    } catch (SwitchFailure e) {
      throw new CommandProblem(e.failure().reason().code() + ": " + e.failure().details() + ".");
    } catch (IOException e) {
      throw new CommandProblem("The device cannot be recorded: " + e.getMessage() + ".");
    }
  }

  private static SetWays ways(Settings settings) throws CommandProblem {
    try {
      return SetWays.read(settings.switches().file());
    } catch (FileRefusedException e) {
      throw new CommandProblem(e.problems().stream().map(problem -> problem.toString()).toList());
    }
  }

  private static Access access(
      Settings settings, SetWays ways, SwitchAddress address, Request request) {
    Access set =
        ways.access(
            address,
            request.profile(),
            Access.ssh(Access.AUTO, settings.ssh().port(), settings.nvue().port()));
    return new Access(
        request.platform().orElse(set.isToBeDetected() ? Subject.UNKNOWN : set.platform()),
        request.rest() ? Transport.REST : set.transport(),
        request.port().orElse(set.port()),
        request.restPort().orElse(set.restPort()),
        set.jump(),
        set.trust());
  }

  private static Done overSsh(
      Settings settings, SwitchSession session, Login login, Request request)
      throws CommandProblem, SwitchFailure {
    String platform = session.task().platform();
    Questions known = Questions.of(platform, settings).and(request.commands());
    if (request.generate() && known.generate().isEmpty()) {
      throw unknown(
          platform,
          "makes a package is not known; set generic.command and record it as"
              + " --platform generic");
    }
    if (request.delete() && known.delete().isEmpty()) {
      throw unknown(platform, "deletes a package is not known; leave --delete out");
    }
    return new Capture(
            new Interview(session, settings.nvos().generateTimeout()),
            known.only(request.generate(), request.delete()),
            subject(session.task().access(), request, login))
        .run();
  }

  private static CommandProblem unknown(String platform, String what) {
    return new CommandProblem("How a device of the platform '" + platform + "' " + what + ".");
  }

  private static Done overRest(
      Settings settings, DataLayout scratch, SwitchSession session, Login login, Request request)
      throws SwitchFailure {
    Duration limit = settings.nvos().generateTimeout();
    NvueSwitches switches =
        new NvueSwitches(
            settings.nvue(),
            settings.ssh(),
            settings.collect(),
            new KnownCertificates(
                kept(settings, scratch).knownCertificates(), settings.ssh().hostKeys()),
            task -> login,
            new NoReceiver(),
            NvueListener.NONE);
    return new RestCapture(
            new Interview(session, limit),
            new RestInterview(switches, session, limit),
            RestQuestions.of(session.task().platform(), settings)
                .and(request.commands())
                .only(request.generate(), request.delete()),
            subject(session.task().access(), request, login))
        .run();
  }

  private static Subject subject(Access access, Request request, Login login) {
    return new Subject(
        access.steps(),
        request.release(),
        login.username(),
        login.password().map(Secret::reveal).stream().toList(),
        request.settings().stream()
            .filter(setting -> setting.startsWith(access.platform() + "."))
            .toList(),
        List.of(request.address()));
  }

  /** Where pinned keys are kept: in the data directory, when there is one. */
  private static DataLayout kept(Settings settings, DataLayout scratch) {
    Path data = settings.store().data();
    return Files.isDirectory(data) ? DataLayout.beside(data) : scratch;
  }

  private static SwitchSessions sessions(
      Settings settings, SetWays ways, DataLayout scratch, Login login) {
    return SwitchSessions.through(
        ways::jump,
        settings.ssh(),
        settings.collect(),
        new HostKeys(kept(settings, scratch).knownHosts(), settings.ssh().hostKeys()),
        task -> login,
        new Spool(scratch, new DiskGuard(scratch, settings.store()), new StoreHealth()));
  }

  private SwitchSession begin(
      SwitchSessions sessions, Settings settings, SwitchAddress address, Access access) {
    SwitchTask task =
        new SwitchTask(ids.next(), ids.next(), address, ids.next(), access, 1, Optional.empty());
    return sessions.begin(
        task,
        new SessionLimit(settings.collect().deadline(), "collect.deadline"),
        Progress.UNWATCHED);
  }

  private Login login(Settings settings, Request request, Path scratch) throws CommandProblem {
    if (request.user().isPresent()) {
      User user = request.user().get();
      return new Login(user.name(), Optional.of(user.password()), Optional.empty());
    }
    String name = request.profile().orElseThrow();
    DataLayout data = DataLayout.beside(settings.store().data());
    Path copy = scratch.resolve("catalog.db");
    try {
      CatalogCopy.write(data.catalog(), copy);
      try (Catalog catalog = SqliteCatalog.open(copy)) {
        Profile profile =
            catalog.profiles().list().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new CommandProblem("There is no profile '" + name + "'."));
        Profiles profiles =
            new Profiles(
                catalog.profiles(),
                SecretPurpose.PROFILE.box(
                    SecretKeyFile.read(data.secretKey())
                        .orElseThrow(
                            () ->
                                new CommandProblem(
                                    "The data directory has no key to read passwords with."))),
                ids);
        ProfileLogin login = profiles.login(profile.id()).orElseThrow();
        return new Login(
            login.username(),
            Optional.of(login.password()),
            Optional.ofNullable(settings.ssh().keys().get(name)));
      }
    } catch (CatalogFailure | SecretFailure e) {
      throw new CommandProblem(String.valueOf(e.getMessage()));
    }
  }
}
