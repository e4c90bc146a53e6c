package io.netdepot.ssh;

import java.time.Instant;
import java.util.Optional;

/**
 * What a server says of a file.
 *
 * @param size in bytes
 * @param modified to the second; empty when it does not say
 */
public record RemoteFile(long size, Optional<Instant> modified) {}
