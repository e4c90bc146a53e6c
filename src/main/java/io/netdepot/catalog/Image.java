package io.netdepot.catalog;

import io.netdepot.fleet.ImageId;
import java.time.Instant;
import java.util.Optional;

/**
 * A software image, or a repository that images come from.
 *
 * @param rid the record's number, given by the catalog; 0 before
 * @param fileName unique; empty for a repository, which is no file
 * @param content the bytes; empty while they are only elsewhere
 * @param updatedAt when anything of the record changed last
 */
public record Image(
    long rid,
    ImageId id,
    String fileName,
    ImageDetails details,
    ImageOrigin origin,
    Optional<ImageContent> content,
    Instant updatedAt) {

  /** The same image with these bytes, or with none. */
  public Image having(Optional<ImageContent> bytes) {
    return new Image(rid, id, fileName, details, origin, bytes, updatedAt);
  }

  /** Whether its bytes are fetched from where those of the other are: what is here is of there. */
  public boolean isFromWhere(Image other) {
    return origin.equals(other.origin) && fileName.equals(other.fileName);
  }
}
