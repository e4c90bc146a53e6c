package io.netdepot.ssh;

import io.netdepot.fleet.Phase;
import io.netdepot.fleet.Progress;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.store.ReceivedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one session does with the files of its switch: looks, fetches and puts, within the limits
 * that all transfers share. For the working thread of the session.
 */
final class SwitchFiles implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SwitchFiles.class);

  private final Shared shared;
  private final Lifeline lifeline;
  private final Progress progress;

  // Mutable state
  private Optional<CutShort> cutShort = Optional.empty();

  SwitchFiles(Shared shared, Lifeline lifeline, Progress progress) {
    this.shared = shared;
    this.lifeline = lifeline;
    this.progress = progress;
  }

  /** Something that is asked of one path over SFTP. */
  interface Work<T> {
    T run(SftpFile file) throws SwitchFailure;
  }

  <T> T overSftp(Connection connected, String remotePath, FetchLimits limits, Work<T> work)
      throws SwitchFailure {
    try (Watch.Timer timer = shared.watch().timer(limits.timeout(), lifeline::pull);
        SftpFile file =
            new SftpFile(
                connected,
                new SftpChannel(
                    shared.limits().window(), connected::heard, lifeline::pull, more -> {}),
                timer,
                limits,
                remotePath)) {
      file.begin();
      return work.run(file);
    }
  }

  /** Fetches a file over SFTP into the spool. */
  ReceivedFile fetch(Connection connected, String remotePath, FetchLimits limits)
      throws SwitchFailure {
    try (Permits.Permit transfer = shared.limits().transfers().ask(lifeline::pull)) {
      lifeline.await(limits.phase(), transfer::granted);
      return fetchOverSftp(connected, remotePath, limits);
    }
  }

  /** Fetches a file as the output of a command into the spool. */
  ReceivedFile fetch(Connection connected, Command command, long size, FetchLimits limits)
      throws SwitchFailure {
    try (Permits.Permit transfer = shared.limits().transfers().ask(lifeline::pull)) {
      lifeline.await(limits.phase(), transfer::granted);
      return fetchOutput(connected, command, size, limits);
    }
  }

  /** Puts a local file where it is not there already, byte for byte. */
  void put(Connection connected, Path file, String remotePath, Phase at) throws SwitchFailure {
    try {
      new SftpPut(connected.session(), at, more -> {}).run(file, remotePath);
    } catch (SwitchFailure e) {
      // When the session was ended from outside, that is the reason.
      lifeline.check();
      throw e;
    }
  }

  /** Puts a file of ours in place of what is there, as one of the transfers. */
  void send(Connection connected, FileToSend file, String remotePath, Phase at)
      throws SwitchFailure {
    try (Permits.Permit transfer = shared.limits().transfers().ask(lifeline::pull)) {
      lifeline.await(at, transfer::granted);
      progress.expect(file.size());
      try (FlowMeter meter = new FlowMeter(shared.watch(), lifeline, shared.collect(), at)) {
        AtomicLong sent = new AtomicLong();
        new SftpPut(
                connected.session(),
                at,
                more -> {
                  meter.came(more);
                  progress.sent(sent.addAndGet(more));
                })
            .replace(file, remotePath);
      }
    } catch (SwitchFailure e) {
      // When the session was ended from outside, that is the reason.
      lifeline.check();
      throw e;
    }
  }

  private ReceivedFile fetchOverSftp(Connection connected, String path, FetchLimits limits)
      throws SwitchFailure {
    long window = shared.limits().window();
    try (FlowMeter meter = new FlowMeter(shared.watch(), lifeline, shared.collect());
        Watch.Timer timer = shared.watch().timer(limits.timeout(), lifeline::pull);
        SftpFile file =
            new SftpFile(
                connected,
                new SftpChannel(window, connected::heard, lifeline::pull, meter::came),
                timer,
                limits,
                path)) {
      file.begin();
      long size = file.size();
      try (Intake intake = intake(size, limits.phase(), meter)) {
        return receive(
            intake,
            () -> {
              new SftpFetch(file, file.open(), size, window).run(intake);
              meter.stop();
              timer.stop();
              return intake.finish();
            });
      }
    }
  }

  private ReceivedFile fetchOutput(
      Connection connected, Command command, long size, FetchLimits limits) throws SwitchFailure {
    try (FlowMeter meter = new FlowMeter(shared.watch(), lifeline, shared.collect());
        Intake intake = intake(size, limits.phase(), meter)) {
      return receive(
          intake,
          () ->
              new CommandFetch(connected, command, shared.limits().window())
                  .fetch(intake, meter, limits));
    }
  }

  private interface Fetch {
    ReceivedFile run() throws SwitchFailure;
  }

  private ReceivedFile receive(Intake intake, Fetch fetch) throws SwitchFailure {
    try {
      return fetch.run();
    } catch (SwitchFailure e) {
      if (CutShort.isWorthKeeping(e.failure())) {
        intake.cutShort().ifPresent(came -> setAside(Optional.of(new CutShort(came, e.failure()))));
      }
      throw e;
    }
  }

  private void setAside(Optional<CutShort> came) {
    Optional<CutShort> before = cutShort;
    cutShort = came;
    before.ifPresent(older -> drop(older.file()));
  }

  private void drop(ReceivedFile file) {
    try {
      shared.spool().drop(file);
    } catch (IOException e) {
      log.warn("A file stays in the spool until the next start: {}", e.getMessage());
    }
  }

  /** What had come when the last fetch ended early; the caller's now. */
  Optional<CutShort> takeCutShort() {
    Optional<CutShort> taken = cutShort;
    cutShort = Optional.empty();
    return taken;
  }

  private Intake intake(long size, Phase at, FlowMeter meter) throws SwitchFailure {
    return Intake.open(
        shared.spool(), size, shared.collect().maxPackage().bytes(), at, progress, meter);
  }

  /** What was cut short and nobody took goes. */
  @Override
  public void close() {
    setAside(Optional.empty());
  }
}
