package io.netdepot.images;

import io.netdepot.catalog.RemoteServer;
import io.netdepot.secret.Secret;
import java.util.Optional;

/** What shall be different in a remote server; what is empty stays as it is. */
public record ServerChange(
    Optional<String> name,
    Optional<String> host,
    Optional<RemoteServer.Protocol> protocol,
    Optional<Integer> port,
    Optional<Integer> vpn,
    Optional<String> username,
    Optional<Secret> password,
    Optional<String> prefix) {}
