package io.netdepot.http;

import java.time.Instant;
import java.util.Optional;

/**
 * One write request, when it was over. It holds no credential and nothing of a body.
 *
 * @param at when the request ended
 * @param who the user; empty when nobody was recognised
 * @param from the IP address of the client
 * @param path without query
 * @param status of the answer; 0 when the client went away before it
 * @param operation the operation that was made or cancelled
 */
public record AuditEntry(
    Instant at,
    Optional<String> who,
    String from,
    String method,
    String path,
    int status,
    Optional<String> operation) {}
