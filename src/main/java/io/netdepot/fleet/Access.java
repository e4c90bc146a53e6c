package io.netdepot.fleet;

import java.util.Optional;

/**
 * Which way a switch is reached, and by which steps a package is collected from it.
 *
 * @param platform the switch's operating system, which is the name of its route file, such as
 *     {@code nvos}
 * @param transport how its commands are sent
 * @param port its SSH port
 * @param restPort the port of its REST API
 * @param jump the name of the jump host that SSH and HTTPS go through; empty means directly
 * @param trust which certificate of its REST API is good
 */
public record Access(
    String platform,
    Transport transport,
    int port,
    int restPort,
    Optional<String> jump,
    CertificateTrust trust) {
  /** In place of a platform: the switch is asked what it is. No route file can have this name. */
  public static final String AUTO = "auto";

  private static final int HTTPS = 443;

  /** Directly over SSH; its REST API, should a step want it, on the port that HTTPS has. */
  public static Access ssh(String platform, int port) {
    return ssh(platform, port, HTTPS);
  }

  /** Directly over SSH, with another port of its REST API. */
  public static Access ssh(String platform, int port, int restPort) {
    return new Access(
        platform,
        Transport.SSH,
        port,
        restPort,
        Optional.empty(),
        new CertificateTrust.OnFirstSight());
  }

  /**
   * What the names of the step routes for such a switch end in: the platform, and the transport
   * unless it is SSH; {@code nvos} and {@code nvos-rest}. So {@code collect-nvos-rest} collects and
   * {@code clean-nvos-rest} cleans up.
   */
  public String steps() {
    return steps(platform, transport);
  }

  /** What the names of the step routes of such switches end in. */
  public static String steps(String platform, Transport transport) {
    return transport == Transport.SSH ? platform : platform + "-" + transport.word();
  }

  /** Whether the switch has to be asked what it is. */
  public boolean isToBeDetected() {
    return platform.equals(AUTO);
  }

  /** The same way to a switch that is known to be of a platform. */
  public Access with(String known) {
    return new Access(known, transport, port, restPort, jump, trust);
  }
}
