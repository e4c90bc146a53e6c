package io.netdepot.ssh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A wire to a switch that can be frozen (everything stays open, nothing comes) and cut. */
final class Relay implements AutoCloseable {
  private final ServerSocket entry;
  private final int target;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicLong toClient = new AtomicLong();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean frozen;
  private long freezeAfter = Long.MAX_VALUE;
  private long cutAfter = Long.MAX_VALUE;

  Relay(int target) throws IOException {
    this.target = target;
    this.entry = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(this::accept);
  }

  int port() {
    return entry.getLocalPort();
  }

  long bytesToClient() {
    return toClient.get();
  }

  /** From now on nothing comes through, in either way. */
  void freeze() {
    set(() -> frozen = true);
  }

  /** Freezes when so many more bytes have gone to the client. */
  void freezeAfter(long bytes) {
    set(() -> freezeAfter = toClient.get() + bytes);
  }

  /** Cuts when so many more bytes have gone to the client. */
  void cutAfter(long bytes) {
    set(() -> cutAfter = toClient.get() + bytes);
  }

  void cut() throws IOException {
    for (Socket socket : sockets) {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }

  private void set(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = entry.accept();
        Socket server = new Socket();
        server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
        sockets.add(client);
        sockets.add(server);
        Thread.startVirtualThread(() -> pump(client, server, false));
        Thread.startVirtualThread(() -> pump(server, client, true));
      }
    } catch (IOException e) {
      // The relay is closed.
    }
  }

  private void pump(Socket from, Socket to, boolean counted) {
    byte[] buffer = new byte[8 * 1024];
    try (from;
        to) {
      for (int n = from.getInputStream().read(buffer);
          n >= 0;
          n = from.getInputStream().read(buffer)) {
        awaitThaw();
        to.getOutputStream().write(buffer, 0, n);
        if (counted && toClient.addAndGet(n) >= cutAfter) {
          cut();
        }
      }
    } catch (IOException | InterruptedException e) {
      // One end is gone, and the other goes with it.
    }
  }

  private void awaitThaw() throws InterruptedException {
    lock.lock();
    try {
      while (frozen || toClient.get() >= freezeAfter) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    entry.close();
    for (Socket socket : sockets) {
      socket.close();
    }
    set(
        () -> {
          frozen = false;
          freezeAfter = Long.MAX_VALUE;
        });
  }
}
