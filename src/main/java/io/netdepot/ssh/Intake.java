package io.netdepot.ssh;

import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.Progress;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.store.ReceivedFile;
import io.netdepot.store.Spool;
import io.netdepot.store.SpoolFile;
import java.io.IOException;
import java.util.Optional;

/**
 * The end of the way of a fetched package's bytes: counted, hashed, written, compared with the size
 * that the switch had said. Used by one thread.
 */
final class Intake implements AutoCloseable {
  private final SpoolFile file;
  private final long expected;
  private final Phase phase;
  private final Progress progress;
  private final FlowMeter meter;

  private Intake(SpoolFile file, long expected, Phase phase, Progress progress, FlowMeter meter) {
    this.file = file;
    this.expected = expected;
    this.phase = phase;
    this.progress = progress;
    this.meter = meter;
  }

  /**
   * Makes room for a package.
   *
   * @param expected its size as the switch says
   * @param max the most we take (collect.max-package)
   */
  static Intake open(
      Spool spool, long expected, long max, Phase phase, Progress progress, FlowMeter meter)
      throws SwitchFailure {
    if (expected > max) {
      throw new SwitchFailure(
          FailureReason.TOO_LARGE,
          phase,
          "The package has " + expected + " bytes, more than " + max + " (collect.max-package)");
    }
    try {
      Intake intake = new Intake(spool.create(), expected, phase, progress, meter);
      progress.expect(expected);
      return intake;
    } catch (IOException e) {
      throw Storage.failure(phase, "No file could be begun for the package", e);
    }
  }

  long received() {
    return file.size();
  }

  /** Takes bytes in; refuses those beyond the expected size. */
  void take(byte[] bytes, int length) throws SwitchFailure {
    if (file.size() + length > expected) {
      throw incomplete("The switch sends more than the " + expected + " bytes it had said");
    }
    meter.hold(true);
    try {
      file.write(bytes, 0, length);
    } catch (IOException e) {
      throw Storage.failure(phase, "The package could not be written", e);
    } finally {
      meter.hold(false);
    }
    progress.received(file.size());
    giveWay();
  }

  // Hashing is long work without a wait, and virtual threads are not taken off their core by time.
  @SuppressWarnings("ThreadPriorityCheck") // nothing relies on it but the others' delay
  private static void giveWay() {
    Thread.yield();
  }

  /** Makes the package durable, if it is whole. */
  ReceivedFile finish() throws SwitchFailure {
    if (file.size() != expected) {
      throw incomplete(
          "Only " + file.size() + " of the " + expected + " bytes came that the switch had said");
    }
    try {
      return file.finish();
    } catch (IOException e) {
      throw Storage.failure(phase, "The package could not be made durable", e);
    }
  }

  /**
   * Makes durable what has come so far; empty when that is nothing, or our own disk failed. After
   * it the file is closed.
   */
  Optional<ReceivedFile> cutShort() {
    if (file.size() == 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(file.finish());
    } catch (IOException | IllegalStateException e) {
      // The fetch has failed already, and that is told.
      return Optional.empty();
    }
  }

  SwitchFailure incomplete(String details) {
    return new SwitchFailure(FailureReason.TRANSFER_INCOMPLETE, phase, details);
  }

  @Override
  public void close() {
    file.close();
  }
}
