package io.netdepot.ssh;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A way through a jump host as an address of this machine, which one connection may be made to: the
 * one that is announced by {@link #expect}. Whoever else on the machine finds it is turned away.
 * Two virtual threads carry the bytes. Thread-safe.
 */
final class Tunnel implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(Tunnel.class);
  private static final int BUFFER = 32 * 1024;

  private final ChannelDirectTcpip channel;
  private final String jump;
  private final Runnable onBytes;
  private final Runnable onClose;
  private final ServerSocket door;
  private final AtomicBoolean closed = new AtomicBoolean();

  private volatile @Nullable InetSocketAddress expected;
  private volatile @Nullable Socket carried;
  private volatile boolean ended;

  /**
   * Opens the address.
   *
   * @param channel to the switch, open
   * @param jump the name of the jump host
   * @param onBytes told when something came
   * @param onClose run once, when nothing goes through any more
   */
  Tunnel(ChannelDirectTcpip channel, String jump, Runnable onBytes, Runnable onClose)
      throws IOException {
    this.channel = channel;
    this.jump = jump;
    this.onBytes = onBytes;
    this.onClose = onClose;
    this.door = new ServerSocket(0, 2, InetAddress.getLoopbackAddress());
    channel.addCloseFutureListener(end -> Thread.startVirtualThread(this::channelEnded));
  }

  // What the switch sent before its end may still be on its way to the client; carrying it ends
  // this.
  private void channelEnded() {
    ended = true;
    if (expected == null) {
      close();
    }
  }

  String jump() {
    return jump;
  }

  InetSocketAddress address() {
    return new InetSocketAddress(door.getInetAddress(), door.getLocalPort());
  }

  /** Lets the connection from this address of ours in, and no other; before it is made. */
  void expect(InetSocketAddress from) {
    expected = from;
    Thread.ofVirtual().name("jump-door").start(this::carry);
  }

  private void carry() {
    try (ServerSocket open = door) {
      Socket socket = open.accept();
      while (!socket.getRemoteSocketAddress().equals(expected)) {
        socket.close();
        socket = open.accept();
      }
      socket.setTcpNoDelay(true);
      carried = socket;
      if (closed.get()) {
        socket.close();
      }
      InputStream fromClient = socket.getInputStream();
      OutputStream toClient = socket.getOutputStream();
      Thread.ofVirtual()
          .name("jump-out")
          .start(
              () -> {
                try {
                  copy(fromClient, channel.getInvertedIn(), () -> {});
                } finally {
                  if (!ended) {
                    close();
                  }
                }
              });
      copy(channel.getInvertedOut(), toClient, onBytes);
    } catch (IOException e) {
      log.debug("A way through the jump host {} ended: {}", jump, e.getMessage());
    } finally {
      close();
    }
  }

  private void copy(InputStream from, OutputStream to, Runnable onEach) {
    byte[] buffer = new byte[BUFFER];
    try {
      for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
        onEach.run();
        to.write(buffer, 0, count);
        to.flush();
      }
    } catch (IOException e) {
      log.debug("A way through the jump host {} ended: {}", jump, e.getMessage());
    }
  }

  /** Ends the connection through it, at once. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    closeQuietly(door);
    Socket socket = carried;
    if (socket != null) {
      closeQuietly(socket);
    }
    // At once, it would end here alone: the jump host would keep its end at the switch open.
    channel.close(false);
    onClose.run();
  }

  private void closeQuietly(Closeable one) {
    try {
      one.close();
    } catch (IOException e) {
      log.debug("Closing a way through the jump host {}: {}", jump, e.getMessage());
    }
  }
}
