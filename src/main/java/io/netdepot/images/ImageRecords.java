package io.netdepot.images;

import io.netdepot.catalog.FoundList;
import io.netdepot.catalog.FoundRecords;
import io.netdepot.catalog.Image;
import io.netdepot.catalog.ImageCatalog;
import io.netdepot.fleet.ImageId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The records of the images, as {@link Images} and {@link ImageRegister} share them: those found
 * lately, who is told of a change, and the lock of changes that first read. Thread-safe; blocks
 * save where said.
 */
final class ImageRecords {
  private static final int FOUND_KEPT = 1024;

  private final ImageCatalog catalog;
  private final InstantSource clock;
  private final FoundRecords<ImageId, Image> found = new FoundRecords<>(FOUND_KEPT);
  private final FoundRecords<String, Image> foundByName = new FoundRecords<>(FOUND_KEPT);
  private final FoundList<Image> foundAll = new FoundList<>();
  private final ReentrantLock changing = new ReentrantLock();
  private final List<ImageListener> listeners = new CopyOnWriteArrayList<>();

  ImageRecords(ImageCatalog catalog, InstantSource clock) {
    this.catalog = catalog;
    this.clock = clock;
  }

  /** What is written down, which may be newer than what was found lately. */
  ImageCatalog catalog() {
    return catalog;
  }

  List<Image> list() {
    return foundAll.find(catalog::list);
  }

  Optional<Image> find(ImageId id) {
    return found.find(id, () -> catalog.find(id));
  }

  Optional<Image> findByFileName(String fileName) {
    return foundByName.find(fileName, () -> catalog.findByFileName(fileName));
  }

  /** If it was asked for lately; never waits. */
  Optional<Image> known(ImageId id) {
    return found.known(id);
  }

  /** If it was asked for lately by its name; never waits. */
  Optional<Image> knownByFileName(String fileName) {
    return foundByName.known(fileName);
  }

  /** A record that was written, as it was before or as it is now: it is read anew from here on. */
  void changed(Image image) {
    found.changed(image.id());
    foundByName.changed(image.fileName());
    foundAll.changed();
  }

  /** Reads and writes with no other change in between. */
  <T> T alone(Supplier<T> change) {
    changing.lock();
    try {
      return change.get();
    } finally {
      changing.unlock();
    }
  }

  void listen(ImageListener listener) {
    listeners.add(listener);
  }

  void tellStored(Image image) {
    listeners.forEach(listener -> listener.stored(image));
  }

  void tellRegistered(Image image) {
    listeners.forEach(listener -> listener.registered(image));
  }

  void tellRemoved(Image image) {
    listeners.forEach(listener -> listener.removed(image));
  }

  /** In milliseconds, which is what the wire keeps. */
  Instant now() {
    return Instant.ofEpochMilli(clock.millis());
  }
}
