package io.netdepot.bench;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * nginx on a port of loopback that serves one file by sendfile, or takes uploads; never the
 * system's service.
 */
final class Nginx implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(10);

  private final Child child;
  private final Path folder;
  private final int port;

  private Nginx(Child child, Path folder, int port) {
    this.child = child;
    this.folder = folder;
    this.port = port;
  }

  /**
   * Starts it and waits until it listens.
   *
   * @param workers processes that serve, each with one event loop
   */
  static Nginx start(Workbench bench, Path file, int workers)
      throws IOException, InterruptedException {
    return start(
        bench,
        bench.folder("nginx-" + workers),
        workers,
        """
        location = /package {
          alias %s;
        }
        """
            .formatted(file));
  }

  /** Starts one that writes the body of each upload to a file, as it comes, and answers 204. */
  static Nginx startForUploads(Workbench bench) throws IOException, InterruptedException {
    // It reads a body only for somebody who wants it: here for itself.
    return start(
        bench,
        bench.folder("nginx-uploads"),
        1,
        """
        client_max_body_size 0;
        client_body_in_file_only on;
        location = /package {
          proxy_pass http://$server_addr:$server_port/done;
          proxy_pass_request_body off;
          proxy_set_header Content-Length "";
        }
        location = /done {
          return 204;
        }
        """);
  }

  private static Nginx start(Workbench bench, Path folder, int workers, String locations)
      throws IOException, InterruptedException {
    Path program = program(bench.home());
    int port = freePort();
    Path config = Files.writeString(folder.resolve("nginx.conf"), config(locations, workers, port));
    ProcessBuilder command =
        new ProcessBuilder(
            program.toString(), "-p", folder.toString(), "-c", config.toString(), "-e", "stderr");
    String libraries = libraries(bench.home(), program);
    if (!libraries.isEmpty()) {
      command.environment().put("LD_LIBRARY_PATH", libraries);
    }
    Nginx nginx = new Nginx(Child.start(bench, "nginx", command), folder, port);
    nginx.awaitListening();
    return nginx;
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port + "/package");
  }

  /** The one file of an upload that ended. */
  Path uploaded() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("body"))) {
      return files.findFirst().orElseThrow(() -> new IOException("nginx wrote no file"));
    }
  }

  private void awaitListening() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (true) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return;
      } catch (IOException e) {
        if (System.nanoTime() > deadline) {
          throw new IOException("nginx does not listen", e);
        }
        Thread.sleep(20);
      }
    }
  }

  private static String config(String locations, int workers, int port) {
    return """
        %s
        daemon off;
        worker_processes %d;
        pid nginx.pid;
        error_log stderr error;
        events {
          worker_connections 1024;
        }
        http {
          access_log off;
          sendfile on;
          tcp_nodelay on;
          keepalive_requests 1000000;
          client_body_temp_path body;
          proxy_temp_path proxy;
          fastcgi_temp_path fastcgi;
          uwsgi_temp_path uwsgi;
          scgi_temp_path scgi;
          server {
            listen 127.0.0.1:%d;
            %s
          }
        }
        """
        .formatted(
            // The file is its owner's alone; only root may, and has to, name a user.
            System.getProperty("user.name").equals("root") ? "user root;" : "",
            workers,
            port,
            locations);
  }

  private static Path program(Path home) throws IOException {
    List<Path> places = new ArrayList<>();
    places.add(home.resolve("target/peers/usr/sbin/nginx"));
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      places.add(Path.of(folder, "nginx"));
    }
    places.add(Path.of("/usr/sbin/nginx"));
    return places.stream()
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IOException("There is no nginx; .ci/peers brings one"));
  }

  private static String libraries(Path home, Path program) throws IOException {
    Path peers = home.resolve("target/peers");
    if (!program.startsWith(peers)) {
      return "";
    }
    try (Stream<Path> files = Files.walk(peers)) {
      return files
          .filter(file -> file.getFileName().toString().contains(".so."))
          .map(file -> String.valueOf(file.getParent()))
          .distinct()
          .collect(Collectors.joining(File.pathSeparator));
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    child.close();
  }
}
