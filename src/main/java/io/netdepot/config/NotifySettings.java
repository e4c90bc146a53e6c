package io.netdepot.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Whom step routes may tell that an operation has ended: settings {@code notify.*}. Where they send
 * to is said here and not in a route, so that a route reaches nobody else.
 *
 * @param webhookUrl {@code notify.webhook-url}; none
 * @param webhookHeader {@code notify.webhook-header}, the header that carries the secret;
 *     Authorization
 * @param webhookSecretFile {@code notify.webhook-secret-file}, the file with the value of that
 *     header; none
 * @param timeout {@code notify.timeout}, of each try to post; 10 s
 * @param tries {@code notify.tries}, how often a post is tried in all; 3
 * @param retryDelay {@code notify.retry-delay}, before the second try, and twice as long before
 *     each further one; 2 s
 * @param sftpServer {@code notify.sftp-server}, the name of the registered remote server that
 *     packages are sent to; none
 * @param sftpDeadline {@code notify.sftp-deadline}, of sending the packages of one operation; 2 h
 */
public record NotifySettings(
    Optional<URI> webhookUrl,
    String webhookHeader,
    Optional<Path> webhookSecretFile,
    Duration timeout,
    int tries,
    Duration retryDelay,
    String sftpServer,
    Duration sftpDeadline) {}
