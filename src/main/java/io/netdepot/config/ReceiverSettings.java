package io.netdepot.config;

import java.time.Duration;
import java.util.Optional;

/**
 * Where switches push the packages that cannot be fetched from them: settings {@code receiver.*}.
 *
 * @param host {@code receiver.host}, the address that the receiver binds; 127.0.0.1
 * @param port {@code receiver.port}; 0 takes a free one; empty has no receiver; empty
 * @param address {@code receiver.address}, our own address as switches see it, a name or an IP
 *     address; else the host
 * @param connections {@code receiver.connections}, how many may be open at one time; 64
 * @param loginTimeout {@code receiver.login-timeout}, how long one may be open without a login; 20
 *     s
 */
public record ReceiverSettings(
    String host,
    Optional<Integer> port,
    Optional<String> address,
    int connections,
    Duration loginTimeout) {

  /** Our own address as it stands in what a switch is told. */
  public String announced() {
    return address.orElse(host);
  }
}
