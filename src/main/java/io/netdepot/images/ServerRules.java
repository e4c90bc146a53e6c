package io.netdepot.images;

import io.netdepot.catalog.RemoteServer;
import io.netdepot.fleet.SwitchAddress;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What must hold of a remote server, so that an address can be made of it and of a file's name. */
final class ServerRules {
  private static final Pattern ADDRESS =
      Pattern.compile("(?:(?<scheme>[A-Za-z]+)://)?(?:\\[(?<ipv6>[^\\]]*)\\]|(?<host>.*))");

  private ServerRules() {}

  /**
   * Passes a server that can be reached as far as its texts can be judged.
   *
   * @throws ServerRefusedException when not
   */
  static void require(RemoteServer server) {
    requireAddress(server);
    if (hasControls(server.username())) {
      throw new ServerRefusedException(
          "remoteServerUser: has control characters, which no login has; write it anew");
    }
    requireDirectory(server.prefix());
  }

  private static void requireAddress(RemoteServer server) {
    Matcher address = ADDRESS.matcher(server.host());
    if (!address.matches() || !isHost(address)) {
      throw new ServerRefusedException(
          "remoteServerUrl: has to be a host name or an address, and nothing behind it; the port"
              + " goes into remoteServerPort, and the directory into imageLocationPrefix");
    }
    String scheme = address.group("scheme");
    Set<String> schemes = schemes(server.protocol());
    if (scheme != null && !schemes.contains(scheme.toLowerCase(Locale.ROOT))) {
      throw new ServerRefusedException(
          "remoteServerUrl: begins with "
              + scheme
              + "://, and remoteServerProtocol is "
              + server.protocol()
              + "; change one of them, or write the host alone");
    }
  }

  private static boolean isHost(Matcher address) {
    String ipv6 = address.group("ipv6");
    return ipv6 == null
        ? SwitchAddress.parse(address.group("host")).isPresent()
        : ipv6.indexOf(':') >= 0 && SwitchAddress.parse(ipv6).isPresent();
  }

  private static Set<String> schemes(RemoteServer.Protocol protocol) {
    return switch (protocol) {
      case FTP -> Set.of("ftp");
      case HTTP -> Set.of("http", "https");
      case SCP -> Set.of("scp", "sftp");
    };
  }

  private static void requireDirectory(String prefix) {
    if (hasControls(prefix)) {
      throw new ServerRefusedException("imageLocationPrefix: has control characters");
    }
    for (String part : prefix.strip().split("/", -1)) {
      if (part.equals(".") || part.equals("..")) {
        throw new ServerRefusedException(
            "imageLocationPrefix: has a part that is "
                + part
                + "; write the directory's whole path without it");
      }
    }
  }

  private static boolean hasControls(String text) {
    return text.chars().anyMatch(Character::isISOControl);
  }
}
