package io.netdepot.http;

import java.time.Instant;
import java.util.Optional;

/**
 * One write request, when it was over, or one call of those that came in it. It holds no credential
 * and, but for the names of what was called, nothing of a body.
 *
 * @param at when the request ended
 * @param who the user; empty when nobody was recognised
 * @param from the IP address of the client
 * @param path without query
 * @param status of the answer; 0 when the client went away before it
 * @param operation the operation that was made or cancelled
 * @param call of JMX: bean and operation or attribute, without the arguments
 */
public record AuditEntry(
    Instant at,
    Optional<String> who,
    String from,
    String method,
    String path,
    int status,
    Optional<String> operation,
    Optional<String> call) {}
