package io.netdepot.catalog;

import io.netdepot.fleet.ServerId;
import io.netdepot.secret.SealedSecret;
import java.time.Instant;
import java.util.Optional;

/**
 * A server that images are fetched from, and its login.
 *
 * @param name unique
 * @param host a host name, an address, or an address with a scheme: what was registered
 * @param vpn through which devices reach it; we keep it for them
 * @param username empty when it takes none
 * @param prefix the directory of its images, on which their file names are put
 */
public record RemoteServer(
    ServerId id,
    String name,
    String host,
    Protocol protocol,
    int port,
    int vpn,
    String username,
    Optional<SealedSecret> password,
    String prefix,
    Instant updatedAt) {

  /** How its files are fetched: vManage's three words. */
  public enum Protocol {
    FTP,
    HTTP,
    SCP
  }
}
