package io.netdepot.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.core.CoreModuleProperties;

/**
 * Logs in to every switch of a fleet and does nothing else: the library that the depot uses, with
 * the depot's limit of logins at one time, in a process of its own. Does it once for each line of
 * standard input.
 *
 * <p>Arguments: the user, the key file, the port, a file with the addresses, logins at one time.
 */
final class LoginsAlone {
  static final String DONE = "Logged in after ";

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final SshClient client;
  private final Semaphore permits;
  private final String user;
  private final KeyPair key;
  private final int port;

  private LoginsAlone(SshClient client, Semaphore permits, String user, KeyPair key, int port) {
    this.client = client;
    this.permits = permits;
    this.user = user;
    this.key = key;
    this.port = port;
  }

  public static void main(String[] args) throws Exception {
    List<String> addresses = Files.readAllLines(Path.of(args[3]));
    Semaphore permits = new Semaphore(Integer.parseInt(args[4]));
    try (SshClient client = SshClient.setUpDefaultClient()) {
      client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
      client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
      CoreModuleProperties.AUTH_TIMEOUT.set(client, Duration.ZERO);
      CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
      CoreModuleProperties.TCP_NODELAY.set(client, true);
      client.start();
      LoginsAlone logins =
          new LoginsAlone(
              client, permits, args[0], key(Path.of(args[1])), Integer.parseInt(args[2]));
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      while (lines.readLine() != null) {
        System.out.println(DONE + logins.run(addresses));
        System.out.flush();
      }
    }
  }

  /** The seconds until the last one is logged in; then all are closed. */
  private double run(List<String> addresses) throws InterruptedException, ExecutionException {
    List<ClientSession> sessions = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long started = System.nanoTime();
      List<Future<ClientSession>> logins =
          addresses.stream().map(address -> threads.submit(() -> logIn(address))).toList();
      for (Future<ClientSession> login : logins) {
        sessions.add(login.get());
      }
      return Figures.secondsSince(started);
    } finally {
      sessions.forEach(session -> session.close(true));
    }
  }

  private ClientSession logIn(String address) throws IOException, InterruptedException {
    permits.acquire();
    try {
      ClientSession session = client.connect(user, address, port).verify(LIMIT).getSession();
      session.addPublicKeyIdentity(key);
      session.auth().verify(LIMIT);
      return session;
    } finally {
      permits.release();
    }
  }

  private static KeyPair key(Path file) {
    FileKeyPairProvider provider = new FileKeyPairProvider(file);
    provider.setPasswordFinder(FilePasswordProvider.EMPTY);
    return provider.loadKeys(null).iterator().next();
  }
}
