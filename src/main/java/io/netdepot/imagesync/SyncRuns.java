package io.netdepot.imagesync;

import io.netdepot.catalog.Image;
import io.netdepot.fleet.ImageId;
import io.netdepot.source.SourceFailure;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BooleanSupplier;

/** The syncs that there are now, at most one of an image. Thread-safe. */
public final class SyncRuns {
  private final ConcurrentMap<ImageId, SyncRun> running = new ConcurrentHashMap<>();

  /** False when there is one of the same image already. */
  boolean add(SyncRun run) {
    return add(run, () -> true);
  }

  /**
   * False when there is one of the same image already, or when it is not wanted any more.
   *
   * @param wanted asked when no other one runs, and so after the end of the last one was recorded
   */
  boolean add(SyncRun run, BooleanSupplier wanted) {
    return running.computeIfAbsent(run.image().id(), id -> wanted.getAsBoolean() ? run : null)
        == run;
  }

  void remove(SyncRun run) {
    running.remove(run.image().id(), run);
  }

  Optional<SyncRun> find(ImageId image) {
    return Optional.ofNullable(running.get(image));
  }

  /** The run that an exchange belongs to. */
  SyncRun of(SyncTask task) {
    return find(task.image())
        .orElseThrow(
            () -> new IllegalStateException("Image " + task.image() + " is not being synced"));
  }

  int count() {
    return running.size();
  }

  /** Ends the sync of an image, if there is one. */
  void cut(ImageId image, SourceFailure why) {
    find(image).ifPresent(run -> run.transfer().cut(why));
  }

  /** Ends the sync of an image that comes from elsewhere now. */
  void cutUnlessFrom(Image image, SourceFailure why) {
    find(image.id())
        .filter(run -> !run.image().isFromWhere(image))
        .ifPresent(run -> run.transfer().cut(why));
  }

  void cutAll(SourceFailure why) {
    running.values().forEach(run -> run.transfer().cut(why));
  }
}
