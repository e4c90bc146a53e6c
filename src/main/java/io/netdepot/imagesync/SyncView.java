package io.netdepot.imagesync;

import io.netdepot.catalog.Image;
import io.netdepot.catalog.ImageSync;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far the sync of one image or repository is, and how the last one went.
 *
 * @param receivedBytes of the sync that runs; 0 when none does
 * @param bytesPerSecond of the sync that runs, else of the last one
 */
public record SyncView(
    Image image,
    State state,
    long receivedBytes,
    OptionalLong expectedBytes,
    long bytesPerSecond,
    Optional<ImageSync> last) {

  /** Whether something is done about it now. */
  public enum State {
    IDLE,
    /** It waits for its place among the fetches. */
    WAITING,
    RUNNING
  }

  static SyncView of(Image image, Optional<SyncRun> run, Optional<ImageSync> last) {
    return run.map(
            now ->
                new SyncView(
                    image,
                    now.isWaiting() ? State.WAITING : State.RUNNING,
                    now.transfer().received(),
                    now.transfer().expected(),
                    now.transfer().bytesPerSecond(),
                    last))
        .orElseGet(
            () ->
                new SyncView(
                    image,
                    State.IDLE,
                    0,
                    OptionalLong.empty(),
                    last.map(SyncView::speed).orElse(0L),
                    last));
  }

  private static long speed(ImageSync sync) {
    long millis = sync.elapsed().toMillis();
    return millis == 0 ? 0 : Math.round(sync.bytes() * 1000.0 / millis);
  }
}
