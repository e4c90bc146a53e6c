package io.netdepot.http;

import io.netdepot.store.Sha256;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A file to be sent, which never changes.
 *
 * @param file absolute
 * @param size in bytes
 * @param fileName what the client shall call it; any characters
 * @param lastModified when it was published
 */
public record Downloadable(
    Path file, long size, Sha256 digest, String fileName, Instant lastModified) {}
