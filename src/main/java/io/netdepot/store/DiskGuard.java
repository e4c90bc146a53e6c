package io.netdepot.store;

import io.netdepot.config.DataSize;
import io.netdepot.config.StoreSettings;
import java.util.function.LongSupplier;

/**
 * Keeps some of the disk free, so that lists, deletes and the catalog go on working when packages
 * have filled the rest. Every call asks the file system anew. Thread-safe.
 */
public final class DiskGuard {
  private final StoreSettings settings;
  private final LongSupplier free;
  private final LongSupplier total;

  // Mutable state: who hears when the room gets scarce.
  private volatile Scarcity scarcity = new Scarcity(0, () -> {});

  private record Scarcity(long below, Runnable listener) {}

  public DiskGuard(DataLayout layout, StoreSettings settings) {
    // File answers 0 where it cannot tell, which counts as full: the safe side.
    this(
        settings,
        () -> layout.root().toFile().getUsableSpace(),
        () -> layout.root().toFile().getTotalSpace());
  }

  /**
   * A guard of a disk that tells its sizes otherwise.
   *
   * @param free bytes that could be written
   * @param total the disk's size in bytes
   */
  public DiskGuard(StoreSettings settings, LongSupplier free, LongSupplier total) {
    if (settings.freePercent() < 0 || settings.freePercent() > 100) {
      throw new IllegalArgumentException(
          "store.free-percent is " + settings.freePercent() + "; use 0 to 100");
    }
    this.settings = settings;
    this.free = free;
    this.total = total;
  }

  /**
   * Tells a listener whenever somebody asks for room and less than this is left; the last one told
   * counts.
   *
   * @param below bytes above the floor
   * @param listener may be called very often; does not wait and throws nothing
   */
  public void whenScarce(long below, Runnable listener) {
    scarcity = new Scarcity(below, listener);
  }

  /**
   * Passes when so many more bytes may be written.
   *
   * @throws StorageFullException when less than the floor would stay free
   */
  public void require(long bytes) throws StorageFullException {
    long freeNow = free.getAsLong();
    long floor = floorBytes();
    Scarcity scarce = scarcity;
    if (freeNow - bytes - floor < scarce.below()) {
      scarce.listener().run();
    }
    if (freeNow - bytes < floor) {
      throw new StorageFullException(
          "Only %s are free on the disk of the data directory, and %s must stay free; delete packages or make room"
              .formatted(readable(freeNow), readable(floor)));
    }
  }

  /** How many more bytes may be written. */
  public long usableBytes() {
    return Math.max(0, free.getAsLong() - floorBytes());
  }

  /** The bytes that stay free: the smaller one of the two settings. */
  public long floorBytes() {
    long share = Math.round(total.getAsLong() / 100.0 * settings.freePercent());
    return Math.min(settings.freeBytes().bytes(), share);
  }

  /** Whether anything more may be written. */
  public boolean hasRoom() {
    return usableBytes() > 0;
  }

  private static String readable(long bytes) {
    long mib = bytes >> 20;
    return (mib > 0 ? DataSize.ofMib(mib) : new DataSize(Math.max(0, bytes))).toString();
  }
}
