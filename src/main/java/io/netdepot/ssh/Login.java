package io.netdepot.ssh;

import io.netdepot.secret.Secret;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How to log in to a switch. With a key file the key is tried first; at least one of the two is
 * needed.
 *
 * @param keyFile a private key, OpenSSH or PEM, not encrypted
 */
public record Login(String username, Optional<Secret> password, Optional<Path> keyFile) {}
