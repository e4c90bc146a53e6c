package io.netdepot.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * An upload as a form with one file, by sendfile: the client takes as little of the processor as
 * one can.
 *
 * @param authorization the header that logs in; a server that needs none ignores it
 */
record UploadLoad(URI address, String authorization, Path file) {
  private static final String BOUNDARY = "0123456789abcdef0123456789abcdef";

  /**
   * How an upload went.
   *
   * @param seconds from the connection to the answer
   * @param afterTheLastByte seconds from the last byte given to the system to the answer
   */
  record Outcome(double seconds, double afterTheLastByte) {}

  /** Sends it under a name; an answer other than 2xx is an IOException. */
  Outcome run(String fileName) throws IOException {
    long started = System.nanoTime();
    try (SocketChannel socket = SocketChannel.open();
        FileChannel content = FileChannel.open(file)) {
      socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
      socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
      begin(socket, fileName, content.size());
      for (long at = 0; at < content.size(); ) {
        at += content.transferTo(at, content.size() - at, socket);
      }
      write(socket, "\r\n--" + BOUNDARY + "--\r\n");
      long sent = System.nanoTime();
      requireSuccess(socket);
      return new Outcome(Figures.secondsSince(started), Figures.secondsSince(sent));
    }
  }

  /** Sends the head and what stands before the file. */
  void begin(SocketChannel socket, String fileName, long size) throws IOException {
    String part =
        "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n\r\n"
            .formatted(BOUNDARY, fileName);
    long length = part.length() + size + "\r\n--".length() + BOUNDARY.length() + "--\r\n".length();
    write(
        socket,
        "POST %s HTTP/1.1\r\nHost: %s:%d\r\nAuthorization: %s\r\nContent-Length: %d\r\n"
                .formatted(
                    address.getPath(), address.getHost(), address.getPort(), authorization, length)
            + "Content-Type: multipart/form-data; boundary="
            + BOUNDARY
            + "\r\n\r\n"
            + part);
  }

  private static void write(SocketChannel socket, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    while (bytes.hasRemaining()) {
      socket.write(bytes);
    }
  }

  private static void requireSuccess(SocketChannel socket) throws IOException {
    ByteBuffer answer = ByteBuffer.allocate(4096);
    if (socket.read(answer) < 0) {
      throw new IOException("The server closed the connection");
    }
    String text = new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
    if (!text.startsWith("HTTP/1.1 2")) {
      throw new IOException("The server answered " + text);
    }
  }
}
