package io.netdepot.source;

import io.netdepot.config.Durations;
import io.netdepot.config.SyncSettings;
import io.netdepot.source.SourceFailure.Reason;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Ends what takes longer than it may, whatever it waits for. Thread-safe. */
final class Deadlines implements AutoCloseable {
  /** For a text with all its tries: nobody needs longer for the few megabytes it may have. */
  private static final Duration LONGEST_TEXT = Duration.ofMinutes(2);

  private final Duration file;
  private final Duration text;
  private final Duration answer;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("netdepot-image-deadlines").daemon().factory());

  Deadlines(SyncSettings settings) {
    this(settings, LONGEST_TEXT);
  }

  Deadlines(SyncSettings settings, Duration longestText) {
    this.file = settings.deadline();
    this.text = longestText;
    // Each byte of a head begins the stall anew, so that it alone would never end a slow one.
    this.answer = settings.connectTimeout().plus(settings.stall().multipliedBy(2));
  }

  /** For a file with all its tries (images.fetch-deadline); cuts the transfer. */
  Deadline ofFile(Transfer transfer) {
    return new Deadline(file, cut(transfer, "The file did not come within " + setting()));
  }

  /** For a list, or the digest beside a file, with all its tries; cuts the transfer. */
  Deadline ofText(Transfer transfer) {
    boolean own = text.compareTo(file) < 0;
    String within = own ? Durations.format(text) : setting();
    return new Deadline(
        own ? text : file,
        cut(transfer, "The list or digest of the source did not come within " + within));
  }

  /** For connecting and the head of one answer. */
  Deadline ofAnswer(Runnable hangUp) {
    return new Deadline(answer, hangUp);
  }

  private String setting() {
    return Durations.format(file) + " (images.fetch-deadline)";
  }

  private static Runnable cut(Transfer transfer, String sentence) {
    return () -> transfer.cut(new SourceFailure(Reason.TOO_SLOW, sentence));
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  /** One deadline; closing it takes it away. */
  final class Deadline implements AutoCloseable {
    private final Duration longest;
    private final Runnable end;
    private @Nullable Future<?> timer;
    private volatile boolean over;

    private Deadline(Duration longest, Runnable end) {
      this.longest = longest;
      this.end = end;
    }

    void begin() {
      timer = thread.schedule(this::over, longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void over() {
      over = true;
      end.run();
    }

    boolean isOver() {
      return over;
    }

    Duration longest() {
      return longest;
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
