package io.netdepot.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * OpenSSH's server on 127.0.0.1, with host keys, a user key and a folder of packages of its own,
 * that plays an NVOS switch by a forced command. For tests and benchmarks; never the system's
 * service. Begin with {@link #with()}.
 *
 * <p>Under root the user is {@code netdepot-test}, which exists for this server only, and may log
 * in by password too. Else it is the user who runs the test, and there is only the key.
 */
public final class RealSshd implements AutoCloseable {
  private static final List<String> DEFAULT_KEYS = List.of("ed25519");
  private static final int START_TRIES = 5;
  private static final Duration START_LIMIT = Duration.ofSeconds(15);

  private final Path folder;
  private final ProcessTree processes;
  private final int port;
  private final String user;
  private final Optional<String> password;

  private RealSshd(Path folder, Process process, int port, String user, Optional<String> password) {
    this.folder = folder;
    this.processes = new ProcessTree(process);
    this.port = port;
    this.user = user;
    this.password = password;
  }

  /** A server that generates a small package at once and shows an Ed25519 key. */
  public static Builder with() {
    return new Builder();
  }

  /** What keeps such a server from running here, in a sentence; empty when nothing does. */
  static Optional<String> missing(boolean passwordLogin) {
    if (SshdProgram.find().isEmpty()) {
      return Optional.of("There is no sshd; .ci/peers brings one, or NETDEPOT_SSHD names one.");
    }
    if (PrivateAccounts.isRoot() && !PrivateAccounts.possible()) {
      return Optional.of("As root, sshd needs a mount namespace, and none may be made here.");
    }
    if (passwordLogin && !PrivateAccounts.possible()) {
      return Optional.of("Only root can let a test account log in by password.");
    }
    return Optional.empty();
  }

  /** The address is always 127.0.0.1. */
  public int port() {
    return port;
  }

  public String user() {
    return user;
  }

  /** The private key of the user, in OpenSSH's format. */
  public Path privateKey() {
    return folder.resolve("user_key");
  }

  /** The user's password, a new one for each server; empty where there is no password login. */
  public Optional<String> password() {
    return password;
  }

  /** The packages on the switch. Their paths are the same for the client. */
  public Path dumpDir() {
    return folder.resolve("dump");
  }

  /** What the server has logged so far. */
  public String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  /** Stops all connections' processes: their TCP connections stay open, and nobody answers. */
  public void pause() throws IOException, InterruptedException {
    processes.signalChildren("STOP");
  }

  /** Lets paused connections go on. */
  public void resume() throws IOException, InterruptedException {
    processes.signalChildren("CONT");
  }

  /** Breaks all connections; the server takes new ones. */
  public void breakConnections() throws IOException, InterruptedException {
    processes.signalChildren("KILL");
  }

  /** Kills the server and its connections, as a switch does that loses power. */
  public void kill() throws InterruptedException {
    processes.kill();
  }

  /** Kills the server and removes its files. */
  @Override
  public void close() throws IOException {
    try {
      kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      remove(folder);
    }
  }

  private static void remove(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException error)
              throws IOException {
            Files.deleteIfExists(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** What the server is to be like. */
  public static final class Builder {
    private final List<String> hostKeyTypes = new ArrayList<>();
    private Optional<Path> packageContent = Optional.empty();
    private int generateSeconds;
    private boolean forcedCommand = true;
    private boolean forwarding = true;

    private Builder() {}

    /** Adds a host key: {@code ed25519}, {@code ecdsa} or {@code rsa}. */
    public Builder hostKey(String type) {
      hostKeyTypes.add(type);
      return this;
    }

    /** What generate gives, in place of a small archive; linked where that can be, else copied. */
    public Builder packageContent(Path file) {
      packageContent = Optional.of(file);
      return this;
    }

    /** How long generate takes. */
    public Builder generateSeconds(int seconds) {
      generateSeconds = seconds;
      return this;
    }

    /** Leaves the forced command out: commands run in the user's shell, and SFTP inside sshd. */
    public Builder plain() {
      forcedCommand = false;
      return this;
    }

    /** Lets nobody go on to other hosts. */
    public Builder withoutForwarding() {
      forwarding = false;
      return this;
    }

    /**
     * Starts the server and waits until it greets.
     *
     * @throws IOException when it does not, with what it logged
     */
    public RealSshd start() throws IOException, InterruptedException {
      SshdProgram program =
          SshdProgram.find().orElseThrow(() -> new IOException("There is no sshd"));
      Path folder = Files.createTempDirectory("netdepot-sshd-");
      try {
        return start(program, folder);
      } catch (IOException | RuntimeException e) {
        remove(folder);
        throw e;
      }
    }

    private RealSshd start(SshdProgram program, Path folder)
        throws IOException, InterruptedException {
      // The test account must get at its files.
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      SshdFolder files =
          new SshdFolder(folder, hostKeyTypes.isEmpty() ? DEFAULT_KEYS : hostKeyTypes);
      files.write(program, packageContent);
      boolean own = PrivateAccounts.possible();
      String user = own ? PrivateAccounts.USER : System.getProperty("user.name");
      Optional<String> password = own ? Optional.of(newPassword()) : Optional.empty();
      Optional<PrivateAccounts> accounts = Optional.empty();
      if (password.isPresent()) {
        Files.setAttribute(
            files.dumps(), "unix:uid", PrivateAccounts.USER_ID, LinkOption.NOFOLLOW_LINKS);
        accounts =
            Optional.of(PrivateAccounts.create(folder.resolve("accounts"), folder, password.get()));
      }
      for (int tries = 1; ; tries++) {
        int port = freePort();
        Optional<Integer> forced = forcedCommand ? Optional.of(generateSeconds) : Optional.empty();
        files.writeConfig(program, port, user, own, forwarding, forced);
        Process process = launch(program, folder, accounts);
        if (greets(process, port)) {
          return new RealSshd(folder, process, port, user, password);
        }
        new ProcessTree(process).kill();
        String log = Files.readString(folder.resolve("log"));
        // Somebody else may have taken the port meanwhile.
        if (tries == START_TRIES || !log.contains("already in use")) {
          throw new IOException("sshd did not start: " + log);
        }
      }
    }

    private static Process launch(
        SshdProgram program, Path folder, Optional<PrivateAccounts> accounts) throws IOException {
      // Not through an expression of the shell's: sshd asks for its absolute path to start itself.
      List<String> sshd =
          List.of(program.sshd().toString(), "-D", "-e", "-f", folder.resolve("config").toString());
      ProcessBuilder builder =
          new ProcessBuilder(accounts.map(each -> each.entering(sshd)).orElse(sshd));
      if (!program.libraries().isEmpty()) {
        builder.environment().put("LD_LIBRARY_PATH", program.libraries());
      }
      return builder
          .redirectErrorStream(true)
          .redirectOutput(folder.resolve("log").toFile())
          .start();
    }

    private static boolean greets(Process process, int port) {
      try {
        Awaitility.await()
            .atMost(START_LIMIT)
            .pollInterval(Duration.ofMillis(20))
            .until(() -> !process.isAlive() || greeting(port).startsWith("SSH-2.0-OpenSSH"));
        return process.isAlive();
      } catch (ConditionTimeoutException e) {
        return false;
      }
    }

    private static String greeting(int port) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        socket.setSoTimeout(1000);
        return new String(socket.getInputStream().readNBytes(16), StandardCharsets.US_ASCII);
      } catch (IOException e) {
        return "";
      }
    }

    private static int freePort() throws IOException {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      }
    }

    private static String newPassword() {
      byte[] random = new byte[12];
      new SecureRandom().nextBytes(random);
      return HexFormat.of().formatHex(random);
    }
  }
}
