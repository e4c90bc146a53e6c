package io.netdepot.imagesync;

import io.netdepot.catalog.Image;
import io.netdepot.catalog.ImageOrigin;
import io.netdepot.catalog.LeftOut;
import io.netdepot.source.Transfer;
import io.netdepot.source.Validators;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One sync under way. Its steps are run by one thread; how far it is may be asked by any. */
final class SyncRun {
  private final Image image;
  private final SyncRequest request;
  private final Transfer transfer = new Transfer();

  // Mutable state: written by the run's thread only.
  private volatile Optional<Instant> began = Optional.empty();
  private volatile Optional<SyncEnd> end = Optional.empty();
  private Validators fetched = Validators.NONE;
  private List<ListedFile> files = List.of();
  private LeftOut leftOut = LeftOut.NOTHING;

  /** A file of a repository that is to be synced by itself. */
  record ListedFile(Image image, SyncRequest.Listed listed) {}

  SyncRun(Image image, SyncRequest request) {
    this.image = image;
    this.request = request;
  }

  Image image() {
    return image;
  }

  SyncRequest request() {
    return request;
  }

  Transfer transfer() {
    return transfer;
  }

  SyncTask task() {
    return new SyncTask(
        image.id(), image.fileName(), image.origin() instanceof ImageOrigin.Repository);
  }

  /** It has its place among the fetches. */
  void begin(Instant now) {
    began = Optional.of(now);
  }

  /** Whether it still waits for its place. */
  boolean isWaiting() {
    return began.isEmpty();
  }

  Duration elapsed(Instant now) {
    return began.map(start -> Duration.between(start, now)).orElse(Duration.ZERO);
  }

  /** A file came, of the version with these validators. */
  void fetched(Validators version) {
    fetched = version;
  }

  Validators fetched() {
    return fetched;
  }

  void end(SyncEnd how) {
    end = Optional.of(how);
  }

  /** What its steps left; empty when none of them came to an end. */
  Optional<SyncEnd> end() {
    return end;
  }

  /** A list was read, and what is not good in it left out. */
  void listed(List<ListedFile> found, LeftOut notTaken) {
    files = List.copyOf(found);
    leftOut = notTaken;
    end(new SyncEnd.Listed());
  }

  List<ListedFile> files() {
    return files;
  }

  LeftOut leftOut() {
    return leftOut;
  }
}
