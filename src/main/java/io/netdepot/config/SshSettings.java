package io.netdepot.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * How switches are reached: settings {@code ssh.*}.
 *
 * @param port {@code ssh.port}, the port of the switches; 22
 * @param hostKeys {@code ssh.host-keys}; accept-new
 * @param connectTimeout {@code ssh.connect-timeout}, for the TCP connection; 30 s
 * @param loginTimeout {@code ssh.login-timeout}, for key exchange and login; 60 s
 * @param handshakes {@code ssh.handshakes}, logins at one time; 0 means 4 for each core; 0
 * @param transfers {@code ssh.transfers}, files being fetched at one time; 16
 * @param connections {@code ssh.connections}, switches connected at one time; 1,024
 * @param keepAlive {@code ssh.keep-alive}, how often a silent switch is asked whether it lives; 15
 *     s
 * @param keepAliveMisses {@code ssh.keep-alive-misses}, unanswered in a row before the connection
 *     is given up; 4
 * @param maxOutput {@code ssh.max-output}, the longest output of a command that is read into
 *     memory; 1 MiB
 * @param keys {@code ssh.key.<profile name>}, a file with a private key in place of the profile's
 *     password
 */
public record SshSettings(
    int port,
    HostKeys hostKeys,
    Duration connectTimeout,
    Duration loginTimeout,
    int handshakes,
    int transfers,
    int connections,
    Duration keepAlive,
    int keepAliveMisses,
    DataSize maxOutput,
    Map<String, Path> keys) {

  /** What to do with the key of a switch that was never seen. */
  public enum HostKeys {
    /** Pin it on first sight; refuse another one later. */
    ACCEPT_NEW,
    /** Refuse it. */
    STRICT
  }

  public SshSettings {
    keys = Map.copyOf(keys);
  }

  /** The logins that may be under way at one time on this machine. */
  public int handshakePermits() {
    return handshakes > 0 ? handshakes : 4 * Runtime.getRuntime().availableProcessors();
  }
}
