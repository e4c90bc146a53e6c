package io.netdepot.ssh;

import io.netdepot.fleet.SwitchAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An SSH server that switches are reached through, since there is no way to them otherwise.
 *
 * @param name by which settings and messages call it
 * @param keyFile a private key, OpenSSH or PEM, not encrypted; there is no password login
 * @param hostKey the one key it may show; empty means that it is pinned as those of switches are
 */
public record JumpHost(
    String name,
    SwitchAddress address,
    int port,
    String user,
    Path keyFile,
    Optional<ExpectedKey> hostKey) {}
