package io.netdepot.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;

/**
 * A switch's upload to a server, as {@code nv action upload … sftp://user:password@host:port/path}
 * does it. Like the switches, it asks for no host key.
 *
 * @param path a folder when it ends with a slash; the file keeps its name then
 */
record Upload(String user, String password, String host, int port, String path) {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int SSH = 22;

  /**
   * Reads a URL.
   *
   * @throws IOException when it is none that a switch can send to
   */
  static Upload of(String url) throws IOException {
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException e) {
      throw new IOException("'" + url + "' is not a URL", e);
    }
    String login = uri.getRawUserInfo();
    if (!("sftp".equals(uri.getScheme()) || "scp".equals(uri.getScheme()))
        || login == null
        || uri.getHost() == null) {
      throw new IOException("The URL is to be sftp://user:password@host/path");
    }
    String[] words = login.split(":", 2);
    return new Upload(
        decoded(words[0]),
        words.length < 2 ? "" : decoded(words[1]),
        uri.getHost().replaceAll("[\\[\\]]", ""),
        uri.getPort() < 0 ? SSH : uri.getPort(),
        uri.getPath());
  }

  void send(Path file) throws IOException {
    String target = path.endsWith("/") ? path + file.getFileName() : path;
    try (SshClient client = SshClient.setUpDefaultClient()) {
      client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
      client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
      client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
      client.start();
      try (ClientSession session = client.connect(user, host, port).verify(LIMIT).getSession()) {
        session.addPasswordIdentity(password);
        session.auth().verify(LIMIT);
        try (SftpClient sftp = SftpClientFactory.instance().createSftpClient(session);
            OutputStream out = sftp.write(target)) {
          Files.copy(file, out);
        }
      }
    }
  }

  private static String decoded(String text) {
    // A plus sign is one in the user's part of a URL.
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
