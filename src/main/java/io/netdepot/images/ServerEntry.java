package io.netdepot.images;

import io.netdepot.catalog.RemoteServer;
import io.netdepot.secret.Secret;
import java.util.Optional;

/** A remote server as somebody registers it; see {@link RemoteServer} for the parts. */
public record ServerEntry(
    String name,
    String host,
    RemoteServer.Protocol protocol,
    int port,
    int vpn,
    String username,
    Optional<Secret> password,
    String prefix) {}
