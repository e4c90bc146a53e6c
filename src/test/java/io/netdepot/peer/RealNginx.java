package io.netdepot.peer;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A real nginx with TLS on ports of a loopback address; never the system's service. */
public final class RealNginx implements AutoCloseable {
  private static final Path PEERS = Path.of("target/peers").toAbsolutePath();

  private final Process process;

  private RealNginx(Process process) {
    this.process = process;
  }

  /** Skips the test where there is no nginx; with {@code CI=true} it fails then. */
  public static void require() {
    boolean there = program().isPresent();
    if (!there && "true".equals(System.getenv("CI"))) {
      throw new IllegalStateException("There is no nginx; .ci/peers brings one");
    }
    Assumptions.assumeTrue(there, "There is no nginx; .ci/peers brings one");
  }

  /** A port that nobody has at an address at this moment. */
  public static int freePort(String address) throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
      return socket.getLocalPort();
    }
  }

  /**
   * Starts it and waits until it listens.
   *
   * @param folder for what it writes; it gets {@code cert.pem} and {@code key.pem} there
   * @param servers what stands in its {@code http} block
   * @param address and {@code port} of one of them
   */
  public static RealNginx start(Path folder, String servers, String address, int port)
      throws IOException, InterruptedException {
    Path program = program().orElseThrow();
    Tool.run(
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "30",
        "-subj",
        "/CN=proxy",
        "-keyout",
        folder.resolve("key.pem").toString(),
        "-out",
        folder.resolve("cert.pem").toString());
    Path config = Files.writeString(folder.resolve("nginx.conf"), config(servers));
    ProcessBuilder command =
        new ProcessBuilder(
            program.toString(), "-p", folder.toString(), "-c", config.toString(), "-e", "stderr");
    command.redirectErrorStream(true).redirectOutput(folder.resolve("nginx.log").toFile());
    if (program.startsWith(PEERS)) {
      command.environment().put("LD_LIBRARY_PATH", libraries());
    }
    RealNginx nginx = new RealNginx(command.start());
    await()
        .atMost(Duration.ofSeconds(60))
        .failFast(() -> !nginx.process.isAlive())
        .until(() -> listens(address, port));
    return nginx;
  }

  private static boolean listens(String address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static String config(String servers) {
    return """
        %s
        daemon off;
        worker_processes 1;
        pid nginx.pid;
        error_log stderr error;
        events {
          worker_connections 64;
        }
        http {
          access_log off;
          client_body_temp_path body;
          proxy_temp_path proxy;
          fastcgi_temp_path fastcgi;
          uwsgi_temp_path uwsgi;
          scgi_temp_path scgi;
          ssl_certificate cert.pem;
          ssl_certificate_key key.pem;
          %s
        }
        """
        .formatted(
            // Only root may, and has to, name a user.
            System.getProperty("user.name").equals("root") ? "user root;" : "", servers);
  }

  private static Optional<Path> program() {
    List<Path> places = new ArrayList<>();
    places.add(PEERS.resolve("usr/sbin/nginx"));
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      places.add(Path.of(folder, "nginx"));
    }
    places.add(Path.of("/usr/sbin/nginx"));
    return places.stream().filter(Files::isExecutable).findFirst();
  }

  private static String libraries() throws IOException {
    try (Stream<Path> files = Files.walk(PEERS)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).contains(".so."))
          .map(file -> String.valueOf(file.getParent()))
          .distinct()
          .collect(Collectors.joining(File.pathSeparator));
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
