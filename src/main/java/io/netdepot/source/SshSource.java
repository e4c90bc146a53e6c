package io.netdepot.source;

import io.netdepot.config.CollectSettings;
import io.netdepot.config.DataSize;
import io.netdepot.config.SshSettings;
import io.netdepot.config.SyncSettings;
import io.netdepot.fleet.Access;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.EntityIdSource;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.Progress;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.fleet.SwitchTask;
import io.netdepot.source.SourceFailure.Reason;
import io.netdepot.ssh.FetchLimits;
import io.netdepot.ssh.HostKeys;
import io.netdepot.ssh.Login;
import io.netdepot.ssh.RemoteFile;
import io.netdepot.ssh.SessionLimit;
import io.netdepot.ssh.SwitchSession;
import io.netdepot.ssh.SwitchSessions;
import io.netdepot.store.ReceivedFile;
import io.netdepot.store.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remote files over SSH, both for {@code scp} and for {@code sftp}: by SFTP, which every OpenSSH
 * server has. The host keys are pinned with those of the switches. Thread-safe.
 */
public final class SshSource implements RemoteFiles, AutoCloseable {
  private static final String PLATFORM = "repository";

  private final SyncSettings settings;
  private final AddressRules rules;
  private final EntityIdSource ids;
  private final Spool spool;
  private final SwitchSessions sessions;
  private final FetchLimits limits;
  private final Deadlines deadlines;

  /** Of the sessions that there are now: a login is looked up where the connection opens. */
  private final Map<EntityId, Login> logins = new ConcurrentHashMap<>();

  /** {@code maxSize} is the largest file that is taken (images.max-size). */
  public SshSource(
      SyncSettings settings,
      DataSize maxSize,
      SshSettings ssh,
      HostKeys hostKeys,
      AddressRules rules,
      Spool spool,
      EntityIdSource ids) {
    this.settings = settings;
    this.rules = rules;
    this.ids = ids;
    this.spool = spool;
    this.limits = new FetchLimits(Phase.FETCH, settings.deadline());
    this.deadlines = new Deadlines(settings);
    this.sessions =
        new SwitchSessions(
            ssh,
            limits(settings, maxSize),
            hostKeys,
            task -> Optional.ofNullable(logins.get(task.taskId())).orElseThrow(SshSource::noLogin),
            spool,
            host -> rules.resolve(host).getFirst());
  }

  // The limits of the SSH client, as the settings of images have them.
  private static CollectSettings limits(SyncSettings settings, DataSize maxSize) {
    return new CollectSettings(
        PLATFORM,
        settings.deadline(),
        settings.deadline(),
        settings.stall(),
        settings.minimumRate(),
        settings.minimumRateWindow(),
        settings.tries(),
        settings.retryDelay(),
        Duration.ZERO,
        maxSize,
        maxSize,
        1,
        1);
  }

  private static SwitchFailure noLogin() {
    return new SwitchFailure(
        FailureReason.PROFILE_UNUSABLE, Phase.CONNECT, "The fetch has ended meanwhile");
  }

  @Override
  public Fetched fetch(SourceUri file, Wanted wanted, Transfer transfer) throws SourceFailure {
    try (Deadlines.Deadline deadline = deadlines.ofFile(transfer)) {
      deadline.begin();
      return new Tries(settings, transfer)
          .run(
              file,
              () ->
                  inSession(
                      file, wanted.login(), transfer, session -> fetch(session, file, wanted)));
    }
  }

  private Fetched fetch(SwitchSession session, SourceUri file, Wanted wanted)
      throws SwitchFailure, SourceFailure {
    RemoteFile there = session.look(file.path(), limits);
    Validators now = validators(there);
    if (!wanted.known().isEmpty() && wanted.known().equals(now)) {
      return new Fetched.Unchanged();
    }
    if (wanted.size().isPresent() && wanted.size().getAsLong() != there.size()) {
      throw HttpFetch.otherSize(there.size(), wanted.size().getAsLong());
    }
    if (there.size() == 0) {
      throw new SourceFailure(Reason.NOT_AN_IMAGE, "The file " + file + " is empty");
    }
    return new Fetched.Whole(session.fetch(file.path(), limits), now);
  }

  /** SFTP has no entity tags; size and time are what rsync tells versions by. */
  private static Validators validators(RemoteFile file) {
    return file.modified()
        .map(time -> new Validators(tag(file.size()), Optional.of(time.toString())))
        .orElse(Validators.NONE);
  }

  private static Optional<String> tag(long size) {
    return Optional.of("\"" + size + "\"");
  }

  @Override
  public Optional<String> text(SourceUri file, Optional<SourceLogin> login, Transfer transfer)
      throws SourceFailure {
    try (Deadlines.Deadline deadline = deadlines.ofText(transfer)) {
      deadline.begin();
      return new Tries(settings, transfer)
          .run(file, () -> inSession(file, login, transfer, session -> text(session, file)));
    }
  }

  private Optional<String> text(SwitchSession session, SourceUri file)
      throws SwitchFailure, SourceFailure {
    ReceivedFile received;
    try {
      if (session.look(file.path(), limits).size() > Manifest.LONGEST) {
        throw new SourceFailure(
            Reason.BAD_LIST,
            file + " is longer than " + new DataSize(Manifest.LONGEST) + ", which no list is");
      }
      received = session.fetch(file.path(), limits);
    } catch (SwitchFailure e) {
      if (e.failure().reason() == FailureReason.PACKAGE_UNREADABLE) {
        return Optional.empty();
      }
      throw e;
    }
    try (InputStream bytes = spool.open(received)) {
      return Optional.of(new String(bytes.readNBytes(Manifest.LONGEST), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw BodyPump.storage(e);
    } finally {
      drop(received);
    }
  }

  private void drop(ReceivedFile received) throws SourceFailure {
    try {
      spool.drop(received);
    } catch (IOException e) {
      throw BodyPump.storage(e);
    }
  }

  @FunctionalInterface
  private interface Work<T> {
    T in(SwitchSession session) throws SwitchFailure, SourceFailure;
  }

  private <T> T inSession(
      SourceUri file, Optional<SourceLogin> login, Transfer transfer, Work<T> work)
      throws SourceFailure {
    transfer.check();
    SwitchTask task = task(file);
    logins.put(task.taskId(), login(file, login));
    try (SwitchSession session =
        sessions.begin(
            task,
            new SessionLimit(settings.deadline(), "images.fetch-deadline"),
            new Received(transfer))) {
      transfer.closeOnCut(
          () ->
              session.abort(
                  new Failure(
                      FailureReason.INTERRUPTED, Phase.FETCH, "The fetch was ended from outside")));
      return work.in(session);
    } catch (SwitchFailure e) {
      transfer.check();
      throw SshFailures.of(e);
    } finally {
      transfer.nothingToClose();
      logins.remove(task.taskId());
    }
  }

  private SwitchTask task(SourceUri file) throws SourceFailure {
    try {
      // For its sentence; when the connection is made, the rules are asked again.
      rules.resolve(file.host());
    } catch (RefusedAddressException e) {
      throw new SourceFailure(Reason.ADDRESS_REFUSED, String.valueOf(e.getMessage()), e);
    } catch (UnknownHostException e) {
      throw new SourceFailure(
          Reason.UNREACHABLE,
          "The name " + file.host() + " has no address; check it and the name server",
          e);
    }
    EntityId id = ids.next();
    return new SwitchTask(
        id, id, address(file), id, Access.ssh(PLATFORM, file.port()), 1, Optional.empty());
  }

  private static SwitchAddress address(SourceUri file) throws SourceFailure {
    return SwitchAddress.parse(file.host())
        .orElseThrow(
            () ->
                new SourceFailure(
                    Reason.NOT_SUPPORTED, file.host() + " is not the address of a host"));
  }

  private static Login login(SourceUri file, Optional<SourceLogin> login) throws SourceFailure {
    SourceLogin known =
        login.orElseThrow(
            () ->
                new SourceFailure(
                    Reason.LOGIN_REFUSED,
                    "A file by "
                        + file.scheme().word()
                        + " needs a login; register a remote server with one, and the image on"
                        + " that server"));
    return new Login(known.user(), Optional.of(known.password()), Optional.empty());
  }

  /** Ends every fetch at once. */
  @Override
  public void close() {
    sessions.close();
    deadlines.close();
  }

  /** What the SSH client tells of its progress. */
  private record Received(Transfer transfer) implements Progress {
    @Override
    public void phase(Phase phase) {
      // Connecting and fetching are one to whoever watches.
    }

    @Override
    public void expect(long bytes) {
      transfer.expect(bytes);
    }

    @Override
    public void received(long bytes) {
      transfer.received(bytes);
    }
  }
}
