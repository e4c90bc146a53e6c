package io.netdepot.ssh;

import io.netdepot.config.Durations;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.Progress;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.fleet.SwitchTask;
import io.netdepot.store.ReceivedFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One switch in one try: connects on first use, logs in once for all steps, and ends by {@link
 * #close} or {@link #abort}. Its steps are run by one thread; {@link #abort} is for any.
 */
public final class SwitchSession implements AutoCloseable {
  private final SwitchTask task;
  private final SessionLimit limit;
  private final Progress progress;
  private final Shared shared;
  private final Consumer<SwitchSession> onClose;
  private final Plug plug = new Plug();
  private final Plug sidePlug = new Plug();
  private final Lifeline lifeline = new Lifeline(this::tearDown);

  private final SwitchFiles files;
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile boolean closing;

  // Mutable state of the working thread; the phase is also read by the one that watches.
  private volatile Phase phase = Phase.WAITING;
  private Permits.@Nullable Permit permit;
  private Watch.@Nullable Timer deadlineTimer;
  private @Nullable Connection connection;
  private Optional<Failure> notConnected = Optional.empty();
  private final List<Runnable> ends = new ArrayList<>();

  SwitchSession(
      SwitchTask task,
      SessionLimit limit,
      Progress progress,
      Shared shared,
      Consumer<SwitchSession> onClose) {
    this.task = task;
    this.limit = limit;
    this.progress = progress;
    this.shared = shared;
    this.onClose = onClose;
    this.files = new SwitchFiles(shared, lifeline, progress);
  }

  public SwitchTask task() {
    return task;
  }

  /**
   * Runs a command.
   *
   * @throws SwitchFailure when it ends otherwise than the limits say, or not at all
   */
  public CommandResult exec(Command command, ExecLimits limits) throws SwitchFailure {
    try (Turn turn = new Turn()) {
      Connection connected = turn.enter(limits.phase());
      return new CommandRun(connected, command, shared.ssh().maxOutput().bytes()).run(limits);
    }
  }

  /**
   * Says lines to a modal command line, in a shell channel with a terminal.
   *
   * @param limits the exit values in it count for nothing; there are none
   * @return what the switch answered to the last line, as a terminal would show it
   * @throws SwitchFailure when the prompt does not come, or the answer is one that means failure
   */
  String talk(Dialogue dialogue, ExecLimits limits) throws SwitchFailure {
    try (Turn turn = new Turn()) {
      Connection connected = turn.enter(limits.phase());
      return new ShellRun(connected, dialogue, limits, shared.ssh().maxOutput().bytes()).run();
    }
  }

  /**
   * Says lines to a modal command line, in a shell channel with a terminal, whatever it answers.
   *
   * @param dialogue whose lines before the command are said, and whose command is not
   * @return what it shows at first, and its answer to each line
   */
  List<Interview.Said> converse(Dialogue dialogue, ExecLimits limits) throws SwitchFailure {
    try (Turn turn = new Turn()) {
      Connection connected = turn.enter(limits.phase());
      return new ShellRun(connected, dialogue, limits, shared.ssh().maxOutput().bytes()).hear();
    }
  }

  /**
   * Waits, with the connection kept alive; whoever ends the session ends it too.
   *
   * @throws SwitchFailure when the session or its connection ended meanwhile
   */
  public void pause(Duration length, Phase at) throws SwitchFailure {
    try (Turn turn = new Turn()) {
      Connection connected = turn.enter(at);
      try (Watch.Timer timer = shared.watch().timer(length, lifeline::pull)) {
        lifeline.await(at, () -> timer.expired() || connected.gone());
      }
      if (connected.gone()) {
        throw new SwitchFailure(connected.lost(), null);
      }
    }
  }

  /**
   * How the SSH server of the switch calls itself and, in the lines below, what it shows before the
   * login.
   */
  public String greeting(Phase at) throws SwitchFailure {
    try (Turn turn = new Turn()) {
      return turn.enter(at).greeting();
    }
  }

  /**
   * Asks over SFTP what there is to fetch, and fetches nothing.
   *
   * @throws SwitchFailure {@code package-unreadable} when there is no such file, or it cannot be
   *     looked at; the session can go on
   */
  public RemoteFile look(String remotePath, FetchLimits limits) throws SwitchFailure {
    return overSftp(remotePath, limits, SftpFile::look);
  }

  /**
   * Asks over SFTP how big a file is.
   *
   * @return its size in bytes; empty when there is no such file
   * @throws SwitchFailure when it cannot be looked at, or is no file
   */
  public OptionalLong size(String remotePath, FetchLimits limits) throws SwitchFailure {
    return overSftp(remotePath, limits, SftpFile::lookIfThere).stream()
        .mapToLong(RemoteFile::size)
        .findFirst();
  }

  /**
   * The paths of the regular files in a folder, over SFTP.
   *
   * @throws SwitchFailure {@code package-unreadable} when there is no such folder, or it cannot be
   *     read; the session can go on
   */
  public List<String> list(String remotePath, FetchLimits limits) throws SwitchFailure {
    return overSftp(remotePath, limits, SftpFile::list);
  }

  /**
   * Deletes a file over SFTP.
   *
   * @throws SwitchFailure {@code package-unreadable} when it is not there, or cannot be deleted;
   *     the session can go on
   */
  public void delete(String remotePath, FetchLimits limits) throws SwitchFailure {
    var unused =
        overSftp(
            remotePath,
            limits,
            file -> {
              file.remove();
              return remotePath;
            });
  }

  private <T> T overSftp(String remotePath, FetchLimits limits, SwitchFiles.Work<T> work)
      throws SwitchFailure {
    try (Turn turn = new Turn()) {
      return files.overSftp(turn.enter(limits.phase()), remotePath, limits, work);
    }
  }

  /**
   * Fetches a file over SFTP into the spool.
   *
   * @return the file, whole and durable; it is the caller's now
   * @throws SwitchFailure {@code package-unreadable} when it cannot be read this way; the session
   *     can go on
   */
  public ReceivedFile fetch(String remotePath, FetchLimits limits) throws SwitchFailure {
    try (Turn turn = new Turn()) {
      return files.fetch(turn.enter(limits.phase()), remotePath, limits);
    }
  }

  /**
   * Fetches a file as the output of a command into the spool.
   *
   * @param size the file's size as the switch said before
   * @return the file, whole and durable; it is the caller's now
   * @throws SwitchFailure {@code package-unreadable} when the command fails before its first byte
   */
  public ReceivedFile fetch(Command command, long size, FetchLimits limits) throws SwitchFailure {
    try (Turn turn = new Turn()) {
      return files.fetch(turn.enter(limits.phase()), command, size, limits);
    }
  }

  /**
   * Puts a local file onto the other side by SFTP: under a name of its own until all of it is
   * there. Does nothing when it is there already, byte for byte. How long it may take is the
   * session's deadline.
   *
   * @throws SwitchFailure when it is not there under its path
   */
  public void put(Path file, String remotePath, FetchLimits limits) throws SwitchFailure {
    try (Turn turn = new Turn()) {
      files.put(turn.enter(limits.phase()), file, remotePath, limits.phase());
    }
  }

  /**
   * Puts a file of ours onto the switch by SFTP, in place of what is there: under a name of its own
   * until all of it is there. Takes part in the limits of transfers: how many there are, and that
   * bytes keep flowing. How long it may take is the session's deadline.
   *
   * @throws SwitchFailure {@code image-not-written} when the switch refuses it
   */
  public void send(FileToSend file, String remotePath, Phase at) throws SwitchFailure {
    try (Turn turn = new Turn()) {
      files.send(turn.enter(at), file, remotePath, at);
    }
  }

  /**
   * Begins a step that goes another way than over SSH; it counts as one of the session's, and the
   * session need not be connected for it.
   *
   * @param timeout the longest the step may take
   */
  public SideStep sideStep(Phase next, Duration timeout) throws SwitchFailure {
    Turn turn = new Turn();
    try {
      lifeline.check();
      takePlace();
      phase = next;
      progress.phase(next);
      return new SideStep(task, next, timeout, shared, lifeline, sidePlug, turn::close);
    } catch (SwitchFailure | RuntimeException e) {
      turn.close();
      throw e;
    }
  }

  /** Runs this when the session closes; to be called by the working thread. */
  public void whenClosed(Runnable end) {
    ends.add(end);
  }

  /** Who is told how far the task is. */
  public Progress progress() {
    return progress;
  }

  /**
   * Ends the session from outside: the step under way throws a {@link SwitchFailure} with this
   * failure at once, and so does every later one; the connection is torn down whatever state it is
   * in. Does nothing when the session has ended before.
   */
  public void abort(Failure why) {
    lifeline.cut(why);
  }

  /** Ends the session; does not wait for the switch. */
  @Override
  public void close() {
    closing = true;
    ends.forEach(Runnable::run);
    files.close();
    if (deadlineTimer != null) {
      deadlineTimer.close();
    }
    if (connection != null) {
      connection.close();
    }
    // A switch that does not take part in the goodbye does not keep anything either.
    shared.watch().timer(Shared.GOODBYE, plug::pull);
    lifeline.cut(
        new Failure(FailureReason.INTERRUPTED, phase, "The session with the switch is closed"));
    if (permit != null) {
      permit.close();
    }
    onClose.accept(this);
  }

  // Its place among the connections counts for all that is done with the switch, and the deadline
  // from then on.
  private void takePlace() throws SwitchFailure {
    if (permit != null) {
      return;
    }
    Permits.Permit asked = shared.limits().connections().ask(lifeline::pull);
    permit = asked;
    lifeline.await(phase, asked::granted);
    deadlineTimer = shared.watch().timer(limit.longest(), this::outOfTime);
  }

  private Connection connect() throws SwitchFailure {
    try {
      takePlace();
      phase = Phase.CONNECT;
      progress.phase(Phase.CONNECT);
      return new Connection(
          shared.dialer().dial(task, lifeline, plug),
          lifeline,
          shared.watch(),
          shared.ssh(),
          () -> phase);
    } catch (SwitchFailure e) {
      // A session connects once; whoever tries another step over SSH hears the same.
      notConnected = Optional.of(e.failure());
      plug.pull();
      throw e;
    } catch (RuntimeException e) {
      lifeline.cut(
          new Failure(FailureReason.INTERNAL_ERROR, phase, "The connection could not be prepared"));
      throw e;
    }
  }

  private void tearDown(Failure why) {
    if (!closing) {
      plug.pull();
    }
    sidePlug.pull();
  }

  private void outOfTime() {
    lifeline.cut(
        new Failure(
            FailureReason.TIMED_OUT,
            phase,
            "The switch was not done within "
                + Durations.format(limit.longest())
                + " ("
                + limit.setting()
                + "); it was at "
                + phase.word()));
  }

  /**
   * What had come when the last fetch ended early, through the switch or its connection; the
   * caller's now. To be asked by the working thread before it closes the session.
   */
  public Optional<CutShort> takeCutShort() {
    return files.takeCutShort();
  }

  /** One step at a time: a second one would mix up phases, limits and failures. */
  private final class Turn implements AutoCloseable {
    Turn() {
      if (!busy.compareAndSet(false, true)) {
        throw new IllegalStateException(
            "The session with " + task.address() + " is used by two steps at once");
      }
    }

    Connection enter(Phase next) throws SwitchFailure {
      lifeline.check();
      if (notConnected.isPresent()) {
        throw new SwitchFailure(notConnected.get(), null);
      }
      Connection connected = connection;
      if (connected == null) {
        connected = connect();
        connection = connected;
      }
      phase = next;
      progress.phase(next);
      if (connected.isLost()) {
        throw new SwitchFailure(connected.lost(), null);
      }
      return connected;
    }

    @Override
    public void close() {
      busy.set(false);
    }
  }
}
