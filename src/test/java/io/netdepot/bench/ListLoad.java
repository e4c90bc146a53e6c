package io.netdepot.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that ask for one list again and again, each over a connection that it keeps. They count
 * the bytes and throw them away, since reading JSON costs as much as writing it.
 *
 * @param authorization the header that logs in
 */
record ListLoad(URI address, String authorization, int clients, int requests) {
  private static final int BUFFER = 256 * 1024;

  /**
   * Of all requests: half and 99 % of them in milliseconds, the rate, and the size of an answer.
   */
  record Outcome(double p50, double p99, double perSecond, long bytes) {}

  Outcome run() throws IOException, InterruptedException {
    long[] latencies = new long[requests];
    long[] sizes = new long[requests];
    AtomicInteger next = new AtomicInteger();
    long started = System.nanoTime();
    try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
      List<Future<?>> running = new ArrayList<>();
      for (int client = 0; client < clients; client++) {
        running.add(
            threads.submit(
                () -> {
                  ask(latencies, sizes, next);
                  return null;
                }));
      }
      for (Future<?> client : running) {
        client.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("A client failed: " + e.getCause(), e);
    }
    return new Outcome(
        Figures.percentile(latencies, 50) / 1e6,
        Figures.percentile(latencies, 99) / 1e6,
        requests / Figures.secondsSince(started),
        sizes[0]);
  }

  private void ask(long[] latencies, long[] sizes, AtomicInteger next) throws IOException {
    byte[] head =
        "GET %s HTTP/1.1\r\nHost: %s:%d\r\nAuthorization: %s\r\n\r\n"
            .formatted(address.getPath(), address.getHost(), address.getPort(), authorization)
            .getBytes(StandardCharsets.US_ASCII);
    byte[] buffer = new byte[BUFFER];
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (int request = next.getAndIncrement();
          request < requests;
          request = next.getAndIncrement()) {
        long started = System.nanoTime();
        socket.getOutputStream().write(head);
        long length = length(in);
        for (long left = length; left > 0; ) {
          int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
          if (read < 0) {
            throw new EOFException("The service closed the connection");
          }
          left -= read;
        }
        latencies[request] = System.nanoTime() - started;
        sizes[request] = length;
      }
    }
  }

  /** Reads a head to its end. */
  private static long length(InputStream in) throws IOException {
    String status = line(in);
    if (!status.startsWith("HTTP/1.1 200 ")) {
      throw new IOException("The service answered " + status);
    }
    long length = -1;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Long.parseLong(lower.substring("content-length:".length()).strip());
      }
    }
    if (length < 0) {
      throw new IOException("The service told no length");
    }
    return length;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int character = in.read(); character != '\n'; character = in.read()) {
      if (character < 0) {
        throw new EOFException("The service closed the connection");
      }
      line.append((char) character);
    }
    return line.toString().strip();
  }
}
