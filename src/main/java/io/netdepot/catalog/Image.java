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
    Instant updatedAt) {}
