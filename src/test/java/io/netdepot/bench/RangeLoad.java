package io.netdepot.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many clients that fetch parts of one file at a time, each over one connection that it keeps: so
 * little code between socket and clock that the server is what is measured.
 *
 * @param authorization the header that logs in; a server that needs none ignores it
 * @param offsets where each part begins
 * @param partSize of each request
 */
record RangeLoad(
    URI address, String authorization, Offsets offsets, int partSize, int clients, int requests) {
  private static final int BUFFER = 256 * 1024;

  /** Where parts begin. */
  interface Offsets {
    long next(SplittableRandom random);

    /** Anywhere in a file of so many bytes where a part of so many fits. */
    static Offsets anywhere(long fileSize, int partSize) {
      return random -> random.nextLong(fileSize - partSize);
    }
  }

  /** Of all requests: half and 99 % of them in milliseconds, and the seconds of the whole. */
  record Outcome(double p50, double p99, double seconds) {}

  Outcome run() throws IOException, InterruptedException {
    long[] latencies = new long[requests];
    AtomicInteger next = new AtomicInteger();
    CountDownLatch connected = new CountDownLatch(clients);
    CountDownLatch go = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
      List<Future<?>> running = new ArrayList<>();
      for (int client = 0; client < clients; client++) {
        SplittableRandom random = new SplittableRandom(client);
        running.add(
            threads.submit(
                () -> {
                  fetch(latencies, next, random, connected, go);
                  return null;
                }));
      }
      connected.await();
      long started = System.nanoTime();
      go.countDown();
      for (Future<?> client : running) {
        client.get();
      }
      double seconds = Figures.secondsSince(started);
      return new Outcome(
          Figures.percentile(latencies, 50) / 1e6,
          Figures.percentile(latencies, 99) / 1e6,
          seconds);
    } catch (ExecutionException e) {
      throw new IOException("A client failed: " + e.getCause(), e);
    }
  }

  private void fetch(
      long[] latencies,
      AtomicInteger next,
      SplittableRandom random,
      CountDownLatch connected,
      CountDownLatch go)
      throws IOException, InterruptedException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    try (SocketChannel socket = SocketChannel.open()) {
      try {
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
      } finally {
        connected.countDown();
      }
      go.await();
      for (int request = next.getAndIncrement();
          request < requests;
          request = next.getAndIncrement()) {
        long first = offsets.next(random);
        long started = System.nanoTime();
        fetch(socket, first, buffer);
        latencies[request] = System.nanoTime() - started;
      }
    }
  }

  private void fetch(SocketChannel socket, long first, ByteBuffer buffer) throws IOException {
    String head =
        "GET %s HTTP/1.1\r\nHost: %s:%d\r\nAuthorization: %s\r\nRange: bytes=%d-%d\r\n\r\n"
            .formatted(
                address.getPath(),
                address.getHost(),
                address.getPort(),
                authorization,
                first,
                first + partSize - 1);
    ByteBuffer sent = ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII));
    while (sent.hasRemaining()) {
      socket.write(sent);
    }
    buffer.clear();
    int body = -1;
    while (body < 0) {
      read(socket, buffer);
      body = bodyStart(buffer);
    }
    long left = (long) partSize - (buffer.position() - body);
    while (left > 0) {
      buffer.clear();
      left -= read(socket, buffer);
    }
    if (left < 0) {
      throw new IOException("The answer is longer than was asked for");
    }
  }

  private static int read(SocketChannel socket, ByteBuffer buffer) throws IOException {
    int read = socket.read(buffer);
    if (read < 0) {
      throw new EOFException("The server closed the connection");
    }
    return read;
  }

  /** Where the body begins; -1 while the head is not whole. */
  private static int bodyStart(ByteBuffer buffer) throws IOException {
    int limit = Math.min(buffer.position(), 4096);
    byte[] start = new byte[limit];
    buffer.get(0, start);
    String head = new String(start, StandardCharsets.ISO_8859_1);
    int end = head.indexOf("\r\n\r\n");
    if (end < 0) {
      return -1;
    }
    if (!head.startsWith("HTTP/1.1 206 ")) {
      throw new IOException("The server answered " + head.lines().findFirst().orElse(""));
    }
    return end + 4;
  }
}
