package io.netdepot.source;

import io.netdepot.config.Durations;
import io.netdepot.source.SourceFailure.Reason;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Cuts fetches that take longer than they may, whatever they wait for. Thread-safe. */
final class Deadlines implements AutoCloseable {
  private final Duration longest;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("netdepot-image-deadlines").daemon().factory());

  Deadlines(Duration longest) {
    this.longest = longest;
  }

  Deadline of(Transfer transfer) {
    return new Deadline(transfer);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  /** The deadline of one fetch; closing it takes it away. */
  final class Deadline implements AutoCloseable {
    private final Transfer transfer;
    private @Nullable Future<?> timer;

    private Deadline(Transfer transfer) {
      this.transfer = transfer;
    }

    void begin() {
      timer = thread.schedule(this::over, longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void over() {
      transfer.cut(
          new SourceFailure(
              Reason.TOO_SLOW,
              "The file did not come within "
                  + Durations.format(longest)
                  + " (images.fetch-deadline)"));
    }

    @Override
    public void close() {
      Future<?> begun = timer;
      if (begun != null) {
        begun.cancel(false);
      }
    }
  }
}
