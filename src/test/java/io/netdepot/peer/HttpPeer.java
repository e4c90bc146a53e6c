package io.netdepot.peer;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A repository on 127.0.0.1 that can be told to misbehave. A path has its faults first, each for
 * one request, and then its content, with entity tags, ranges and conditions as servers do it.
 */
public final class HttpPeer implements AutoCloseable {
  private final ServerSocket listener;
  private final Map<String, Answer> contents = new ConcurrentHashMap<>();
  private final Map<String, Queue<Answer>> faults = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> connections = new CopyOnWriteArrayList<>();

  /** A request as it came; the names of its fields in lower case. */
  public record Request(String method, String path, Map<String, String> fields) {
    public Optional<String> field(String name) {
      return Optional.ofNullable(fields.get(name));
    }
  }

  /** Writes an answer, head and body; the connection is closed behind it. */
  @FunctionalInterface
  public interface Answer {
    void write(Request request, OutputStream out) throws IOException;
  }

  private HttpPeer(ServerSocket listener) {
    this.listener = listener;
  }

  public static HttpPeer start() throws IOException {
    HttpPeer peer = new HttpPeer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    Thread.ofVirtual().name("http-peer").start(peer::accept);
    return peer;
  }

  /** The URL of a path. */
  public String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** Puts a file there, or another content in its place. */
  public HttpPeer put(String path, byte[] content) {
    contents.put(path, new StoredFile(content));
    return this;
  }

  public HttpPeer put(String path, String content) {
    return put(path, content.getBytes(StandardCharsets.UTF_8));
  }

  /** What a path always answers. */
  public HttpPeer answer(String path, Answer answer) {
    contents.put(path, answer);
    return this;
  }

  /** What a path answers to one request, before all else; several in this order. */
  public HttpPeer once(String path, Answer fault) {
    faults.computeIfAbsent(path, any -> new ConcurrentLinkedQueue<>()).add(fault);
    return this;
  }

  /** The requests so far. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  public List<Request> requests(String path) {
    return requests.stream().filter(request -> request.path().equals(path)).toList();
  }

  /** The SHA-256 of content, in hex, as lists declare it. */
  public static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An answer without a body. */
  public static Answer status(int status, String... fields) {
    return (request, out) -> head(out, status, 0, fields);
  }

  public static Answer redirect(int status, String location) {
    return status(status, "Location: " + location);
  }

  /** A body of another type than a file's. */
  public static Answer page(String contentType, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return (request, out) -> {
      head(out, 200, bytes.length, "Content-Type: " + contentType);
      out.write(bytes);
    };
  }

  /** The content, said to be in a coding. */
  public static Answer encoded(String coding, byte[] content) {
    return (request, out) -> {
      head(out, 200, content.length, "Content-Encoding: " + coding);
      out.write(content);
    };
  }

  /** Says the length of the content, and hangs up after so many bytes of it. */
  public static Answer cutAfter(byte[] content, int bytes) {
    return saying(content, content.length, bytes);
  }

  /** Says a length, and sends so many bytes of the content. */
  public static Answer saying(byte[] content, long length, int bytes) {
    return (request, out) -> {
      head(out, 200, length, "ETag: " + tag(content), "Accept-Ranges: bytes");
      out.write(content, 0, bytes);
    };
  }

  /** A whole body whose length nobody says. */
  public static Answer withoutLength(byte[] content) {
    return (request, out) -> {
      head(out, 200, -1);
      out.write(content);
    };
  }

  /** A byte, then a pause, and so on, until the client has had enough. */
  public static Answer trickle(byte[] content, long pauseMillis) {
    return (request, out) -> {
      head(out, 200, content.length);
      for (byte b : content) {
        out.write(b);
        pause(pauseMillis);
      }
    };
  }

  /** A head that never ends, a byte at a time. */
  public static Answer trickleOfAHead(long pauseMillis) {
    return (request, out) -> {
      out.write("HTTP/1.1 200 So\r\nX-Long: ".getBytes(StandardCharsets.ISO_8859_1));
      while (true) {
        out.write('a');
        pause(pauseMillis);
      }
    };
  }

  /** The beginning of a file, and then nothing, with the connection open. */
  public static Answer hang(byte[] content, int bytes) {
    return (request, out) -> {
      head(out, 200, content.length, "ETag: " + tag(content), "Accept-Ranges: bytes");
      out.write(content, 0, bytes);
      out.flush();
      pause(Long.MAX_VALUE);
    };
  }

  /** Hangs up without an answer. */
  public static Answer hangUp() {
    return (request, out) -> {};
  }

  private static void pause(long millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IOException("The peer is closed", e);
    }
  }

  private static String tag(byte[] content) {
    return '"' + sha256(content).substring(0, 16) + '"';
  }

  private static void head(OutputStream out, int status, long length, String... fields)
      throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " So\r\nConnection: close\r\n");
    if (length >= 0) {
      head.append("Content-Length: ").append(length).append("\r\n");
    }
    for (String field : fields) {
      head.append(field).append("\r\n");
    }
    out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket connection = listener.accept();
        connections.add(connection);
        Thread.ofVirtual().name("http-peer-answer").start(() -> serve(connection));
      } catch (SocketException e) {
        return;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      Request request = read(new BufferedInputStream(connection.getInputStream()));
      requests.add(request);
      Queue<Answer> first = faults.getOrDefault(request.path(), new ConcurrentLinkedQueue<>());
      Answer answer = first.poll();
      if (answer == null) {
        answer = contents.getOrDefault(request.path(), status(404));
      }
      answer.write(request, connection.getOutputStream());
    } catch (IOException e) {
      // The client hung up, which some tests are about.
    } finally {
      connections.remove(connection);
    }
  }

  private static Request read(InputStream in) throws IOException {
    String[] first = line(in).split(" ", 3);
    Map<String, String> fields = new LinkedHashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      fields.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return new Request(first[0], first[1], Map.copyOf(fields));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("No request");
      }
      line.append((char) b);
    }
    return line.toString().strip();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket connection : connections) {
      connection.close();
    }
  }

  /** A file as nginx serves it. */
  private static final class StoredFile implements Answer {
    private final byte[] content;

    StoredFile(byte[] content) {
      this.content = content;
    }

    @Override
    public void write(Request request, OutputStream out) throws IOException {
      String tag = tag(content);
      String about = "ETag: " + tag;
      Optional<String> range = request.field("range");
      if (request.field("if-none-match").filter(tag::equals).isPresent()) {
        head(out, 304, -1, about);
      } else if (range.isPresent() && request.field("if-range").filter(tag::equals).isPresent()) {
        int from = Integer.parseInt(range.get().replaceAll("bytes=(\\d+)-", "$1"));
        byte[] rest = Arrays.copyOfRange(content, from, content.length);
        head(
            out,
            206,
            rest.length,
            about,
            "Content-Range: bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        out.write(rest);
      } else {
        head(out, 200, content.length, about, "Accept-Ranges: bytes");
        out.write(content);
      }
      out.flush();
    }
  }
}
