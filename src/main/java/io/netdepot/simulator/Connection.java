package io.netdepot.simulator;

import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import org.apache.sshd.common.session.Session;

/** What a switch can do to a client's SSH connection, apart from answering on it. */
final class Connection {
  private final Session session;

  Connection(Session session) {
    this.session = session;
  }

  /** The address that the client connected to, by which switches are told apart. */
  static InetAddress localAddress(Session session) {
    return ((InetSocketAddress) session.getIoSession().getLocalAddress()).getAddress();
  }

  /** Breaks the connection without a word. */
  void cut() {
    session.close(true);
  }

  /** Answers nothing any more, keep-alives included, while the TCP connection stays open. */
  void fallSilent() {
    ((QuietableSession) session.getIoSession()).fallSilent();
  }

  /** Runs something when the connection is closed. */
  void atEnd(Runnable last) {
    session.addCloseFutureListener(future -> last.run());
  }

  /** Waits until the connection is closed; then throws, as there is nobody left to answer. */
  void waitForEnd() throws InterruptedIOException {
    CountDownLatch closed = new CountDownLatch(1);
    session.addCloseFutureListener(future -> closed.countDown());
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new InterruptedIOException("The connection was closed");
  }
}
