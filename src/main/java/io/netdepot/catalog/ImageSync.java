package io.netdepot.catalog;

import io.netdepot.fleet.ImageId;
import io.netdepot.store.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How fetching a remote image, or reading a repository, went last.
 *
 * @param attemptedAt when the last attempt ended
 * @param succeededAt when one last succeeded, also when it found nothing new
 * @param nextDue not to be tried before, on its own
 * @param failures in a row, so far
 * @param error a sentence for people; empty when the last attempt succeeded
 * @param etag the entity tag of what came last, as the server wrote it: of what is here or, where
 *     {@code changed} is there, of that
 * @param lastModified its date, as the server wrote it
 * @param bytes received by the last attempt
 * @param elapsed how long the last attempt took, to the millisecond
 * @param changed what the remote has now, where the older content was kept
 * @param leftOut of a repository: what the last attempt left out
 */
public record ImageSync(
    ImageId image,
    Instant attemptedAt,
    Optional<Instant> succeededAt,
    Instant nextDue,
    int failures,
    String error,
    Optional<String> etag,
    Optional<String> lastModified,
    long bytes,
    Duration elapsed,
    Optional<Sha256> changed,
    LeftOut leftOut) {}
