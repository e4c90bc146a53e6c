package io.netdepot.vmanage;

import io.netdepot.catalog.Image;
import io.netdepot.http.WrittenJson;
import io.netdepot.images.Images;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;

/**
 * The lists of images that were written last, each until anything in it changes. A list of 10,000
 * has 9 MB; one client after the other writes it, and the rest take what was written. Thread-safe.
 */
final class WrittenLists {
  private static final int MOST = 2;

  private final Images images;
  private final ServerNames servers;
  private final ReentrantLock lock = new ReentrantLock();

  // Mutable state, guarded by the lock; the last written first.
  private final Deque<Written> kept = new ArrayDeque<>();

  WrittenLists(Images images, ServerNames servers) {
    this.images = images;
    this.servers = servers;
  }

  /**
   * What a list depends on besides the records.
   *
   * @param root with which the links to images begin
   * @param types of images; empty for all
   * @param function of the images' network; empty for all
   */
  record Question(String root, List<String> types, Optional<String> function) {
    boolean asksFor(Image image) {
      return (types.isEmpty() || types.contains(image.details().imageType()))
          && function
              .filter(asked -> !asked.equals(image.details().networkFunctionType()))
              .isEmpty();
    }
  }

  private record Written(
      Question question, List<Image> images, ServerNames.Snapshot servers, WrittenJson json) {
    // A list that has not changed is the same one; to compare ten thousand records would be work.
    @SuppressWarnings("ReferenceEquality")
    boolean isOf(List<Image> now, ServerNames.Snapshot known) {
      return images == now && servers.equals(known);
    }
  }

  /** The list as it was written, or as {@code write} makes it. */
  WrittenJson of(
      Question question, BiFunction<List<Image>, ServerNames.Snapshot, WrittenJson> write) {
    lock.lock();
    try {
      List<Image> now = images.list();
      ServerNames.Snapshot known = servers.snapshot();
      // First, so that what nobody will be sent any more makes room.
      kept.removeIf(written -> !written.isOf(now, known));
      Optional<Written> same =
          kept.stream().filter(written -> written.question().equals(question)).findFirst();
      if (same.isPresent()) {
        return same.get().json();
      }
      if (kept.size() >= MOST) {
        kept.removeLast();
      }
      Written written = new Written(question, now, known, write.apply(now, known));
      kept.addFirst(written);
      return written.json();
    } finally {
      lock.unlock();
    }
  }
}
