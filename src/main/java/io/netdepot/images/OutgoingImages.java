package io.netdepot.images;

import io.netdepot.catalog.Image;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Told of images that clients fetch. Thread-safe, and never waits: it is asked on an event loop.
 */
@FunctionalInterface
public interface OutgoingImages {
  /** Nobody wants to know. */
  OutgoingImages UNWATCHED = (image, from) -> Optional.empty();

  /**
   * A client begins to fetch an image.
   *
   * @param from its IP address
   * @return who is told, now and then, up to which byte of the image it has come; empty when nobody
   *     wants to know
   */
  Optional<LongConsumer> begin(Image image, String from);
}
