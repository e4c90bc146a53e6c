package io.netdepot.http;

import io.netdepot.store.Sha256;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Bytes to be sent, which never change: a file, or pieces one after the other.
 *
 * @param pieces in their order
 * @param size of all of them, in bytes
 * @param tag the strong entity tag: the same tag means the same bytes
 * @param digest of all bytes, where it is known
 * @param fileName what the client shall call it; any characters
 * @param lastModified when it became what it is; empty where a time cannot tell two contents apart
 * @param headers more of them, for the answers that send bytes
 * @param release called once, when nothing of it will be sent any more; may block
 * @param watcher told now and then up to which byte an answer has come; on an event loop
 */
public record Downloadable(
    List<Piece> pieces,
    long size,
    String tag,
    Optional<Sha256> digest,
    String contentType,
    String fileName,
    Optional<Instant> lastModified,
    Map<String, String> headers,
    Runnable release,
    Optional<LongConsumer> watcher) {
  /** For what needs no release. */
  public static final Runnable NOTHING_HELD = () -> {};

  public Downloadable {
    pieces = List.copyOf(pieces);
    headers = Map.copyOf(headers);
    if (pieces.stream().mapToLong(Piece::length).sum() != size) {
      throw new IllegalArgumentException("The pieces have not the size of the whole");
    }
  }

  /**
   * A file that nobody watches.
   *
   * @param file absolute
   * @param size in bytes
   * @param lastModified when it was published
   */
  public Downloadable(Path file, long size, Sha256 digest, String fileName, Instant lastModified) {
    this(
        List.of(new Piece.Whole(file, size)),
        size,
        EntityTags.of(digest),
        Optional.of(digest),
        "application/octet-stream",
        fileName,
        Optional.of(lastModified),
        Map.of(),
        NOTHING_HELD,
        Optional.empty());
  }

  /** The same with one more header in the answers that send its bytes. */
  public Downloadable with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Downloadable(
        pieces, size, tag, digest, contentType, fileName, lastModified, more, release, watcher);
  }

  /** The same, with somebody who is told how far it gets. */
  public Downloadable watchedBy(LongConsumer told) {
    return new Downloadable(
        pieces,
        size,
        tag,
        digest,
        contentType,
        fileName,
        lastModified,
        headers,
        release,
        Optional.of(told));
  }

  /** The file, where that is all there is. */
  Optional<Path> file() {
    return pieces.size() == 1 && pieces.getFirst() instanceof Piece.Whole(var file, var length)
        ? Optional.of(file)
        : Optional.empty();
  }
}
