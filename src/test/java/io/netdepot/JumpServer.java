package io.netdepot;

import io.netdepot.secret.LoginKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;

/** A jump host on 127.0.0.1 that lets whoever has a key go on to wherever he wants. */
final class JumpServer implements AutoCloseable {
  private final SshServer server = SshServer.setUpDefaultServer();
  private final Set<Integer> forwarded = ConcurrentHashMap.newKeySet();
  private final Path keyFile;

  private JumpServer(Path keyFile) {
    this.keyFile = keyFile;
  }

  /** Starts one, with a key for its users in a folder. */
  static JumpServer start(Path folder) throws Exception {
    JumpServer jump = new JumpServer(LoginKeys.write(folder.resolve("jump-key")));
    jump.server.setHost("127.0.0.1");
    jump.server.setKeyPairProvider(new SimpleGeneratorHostKeyProvider());
    jump.server.setPublickeyAuthenticator((user, any, from) -> true);
    jump.server.setForwardingFilter(jump.new Noting());
    jump.server.start();
    return jump;
  }

  private final class Noting extends AcceptAllForwardingFilter {
    @Override
    protected boolean checkAcceptance(String request, Session session, SshdSocketAddress target) {
      forwarded.add(target.getPort());
      return true;
    }
  }

  int port() {
    return server.getPort();
  }

  Path keyFile() {
    return keyFile;
  }

  /** The ports that somebody went on to. */
  Set<Integer> forwarded() {
    return Set.copyOf(forwarded);
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }
}
