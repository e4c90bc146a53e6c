package io.netdepot.ssh;

import io.netdepot.fleet.Access;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.EntityIdSource;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.fleet.SwitchTask;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.keyboard.DefaultKeyboardInteractiveAuthenticator;
import org.apache.sshd.server.auth.password.RejectAllPasswordAuthenticator;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.AbstractCommandSupport;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** An SSH server in this process that plays a switch, with what can go wrong with one. */
final class FakeSwitch implements AutoCloseable {
  static final String USER = "admin";
  static final String PASSWORD = "correct-horse";

  private static final EntityIdSource IDS =
      new EntityIdSource(InstantSource.system(), new Random());

  private final SshServer server = SshServer.setUpDefaultServer();
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final AtomicInteger logins = new AtomicInteger();
  private volatile Script script = (line, out, err) -> 0;

  /** What the switch does with a command line. */
  interface Script {
    int run(String line, OutputStream out, OutputStream err) throws Exception;
  }

  FakeSwitch() {
    server.setHost("127.0.0.1");
    server.setPort(0);
    keys("ssh-ed25519");
    server.setPasswordAuthenticator(
        (user, password, session) -> {
          logins.incrementAndGet();
          return user.equals(USER) && password.equals(PASSWORD);
        });
    server.setCommandFactory((channel, line) -> new Scripted(line));
  }

  FakeSwitch start() throws IOException {
    server.start();
    return this;
  }

  /** The library's server, for what is not offered here. */
  SshServer server() {
    return server;
  }

  FakeSwitch script(Script next) {
    script = next;
    return this;
  }

  FakeSwitch keys(String... types) {
    List<KeyPair> pairs = new CopyOnWriteArrayList<>();
    for (String type : types) {
      pairs.add(keyPair(type));
    }
    server.setKeyPairProvider(KeyPairProvider.wrap(pairs));
    return this;
  }

  FakeSwitch keyboardInteractiveOnly() {
    server.setPasswordAuthenticator(RejectAllPasswordAuthenticator.INSTANCE);
    server.setUserAuthFactoriesNameList("keyboard-interactive");
    server.setPasswordAuthenticator(
        (user, password, session) -> user.equals(USER) && password.equals(PASSWORD));
    server.setKeyboardInteractiveAuthenticator(DefaultKeyboardInteractiveAuthenticator.INSTANCE);
    return this;
  }

  FakeSwitch files(Path root) {
    server.setFileSystemFactory(new VirtualFileSystemFactory(root));
    server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
    return this;
  }

  int port() {
    return server.getPort();
  }

  /** The commands that came, in order. */
  List<String> commands() {
    return commands;
  }

  int logins() {
    return logins.get();
  }

  SwitchTask task() {
    return task("127.0.0.1", port());
  }

  static SwitchTask task(String address, int port) {
    EntityId operation = IDS.next();
    return new SwitchTask(
        operation,
        IDS.next(),
        SwitchAddress.of(address),
        IDS.next(),
        Access.ssh("nvos", port),
        1,
        Optional.empty());
  }

  static KeyPair keyPair(String type) {
    try {
      int size =
          type.contains("rsa")
              ? 2048
              : type.contains("384") ? 384 : type.contains("521") ? 521 : 256;
      return KeyUtils.generateKeyPair(type, size);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("No key of type " + type, e);
    }
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }

  private final class Scripted extends AbstractCommandSupport {
    private final String line;

    Scripted(String line) {
      super(line, null);
      this.line = line;
    }

    @Override
    public void run() {
      commands.add(line);
      try {
        int status = script.run(line, getOutputStream(), getErrorStream());
        getOutputStream().flush();
        getErrorStream().flush();
        onExit(status);
      } catch (Exception e) {
        onExit(1);
      }
    }

    @Override
    public void destroy(ChannelSession channel) {
      Thread thread = Thread.currentThread();
      if (!thread.isInterrupted()) {
        getExecutorService().shutdownNow();
      }
    }
  }
}
