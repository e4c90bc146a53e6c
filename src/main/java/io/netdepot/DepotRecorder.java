package io.netdepot;

import io.netdepot.capture.Capture;
import io.netdepot.capture.Questions;
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
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.Progress;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.fleet.SwitchTask;
import io.netdepot.profile.ProfileLogin;
import io.netdepot.profile.Profiles;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Records devices over the SSH client of the service, also while the service runs: of its data
 * directory only the pinned host keys are changed.
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
    Questions known = Questions.of(request.platform(), settings).and(request.commands());
    Questions questions = request.generate() ? known : known.readOnly();
    if (request.generate() && known.generate().isEmpty()) {
      throw new CommandProblem(
          "How a device of the platform '"
              + request.platform()
              + "' makes a package is not known; give the command with --command.");
    }
    Login login = login(settings, request, scratch);
    try (DataLayout layout = DataLayout.open(scratch.resolve("data"));
        SwitchSessions sessions = sessions(settings, layout, login);
        SwitchSession session = begin(sessions, settings, address, request)) {
      Capture.Done done =
          new Capture(
                  new Interview(session, settings.nvos().generateTimeout()),
                  questions,
                  subject(request, login))
              .run();
      return new Recorded(RecordingWriter.write(done.recording()), done.masked(), done.left());
    } catch (SwitchFailure e) {
      throw new CommandProblem(e.failure().reason().code() + ": " + e.failure().details() + ".");
    } catch (IOException e) {
      throw new CommandProblem("The device cannot be recorded: " + e.getMessage() + ".");
    }
  }

  private static Capture.Subject subject(Request request, Login login) {
    return new Capture.Subject(
        request.platform(),
        request.release(),
        login.username(),
        login.password().map(Secret::reveal).stream().toList(),
        List.of(request.address()));
  }

  private static SwitchSessions sessions(Settings settings, DataLayout scratch, Login login) {
    Path data = settings.store().data();
    HostKeys hostKeys =
        new HostKeys(
            Files.isDirectory(data) ? DataLayout.beside(data).knownHosts() : scratch.knownHosts(),
            settings.ssh().hostKeys());
    return new SwitchSessions(
        settings.ssh(),
        settings.collect(),
        hostKeys,
        task -> login,
        new Spool(scratch, new DiskGuard(scratch, settings.store()), new StoreHealth()));
  }

  private SwitchSession begin(
      SwitchSessions sessions, Settings settings, SwitchAddress address, Request request) {
    SwitchTask task =
        new SwitchTask(
            ids.next(),
            ids.next(),
            address,
            ids.next(),
            Access.ssh(request.platform(), request.port()),
            1,
            Optional.empty());
    return sessions.begin(
        task, new SessionLimit(settings.collect().deadline(), "collect.deadline"), new Unseen());
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

  /** Nobody watches how far it is. */
  private static final class Unseen implements Progress {
    @Override
    public void phase(Phase phase) {}

    @Override
    public void expect(long bytes) {}

    @Override
    public void received(long bytes) {}
  }
}
