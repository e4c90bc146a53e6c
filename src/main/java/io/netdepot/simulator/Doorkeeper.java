package io.netdepot.simulator;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.CompletionHandler;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.nio2.Nio2Service;
import org.apache.sshd.common.io.nio2.Nio2ServiceFactory;
import org.apache.sshd.common.io.nio2.Nio2Session;
import org.apache.sshd.common.util.threads.CloseableExecutorService;

/** Takes TCP connections, or plays the faults that show before SSH's greeting. */
final class Doorkeeper extends Nio2ServiceFactory {
  private final ByAddress<SimulatedSwitch> switches;
  private final ConcurrentLinkedQueue<AsynchronousSocketChannel> held =
      new ConcurrentLinkedQueue<>();

  Doorkeeper(
      FactoryManager manager,
      CloseableExecutorService readers,
      CloseableExecutorService resumers,
      ByAddress<SimulatedSwitch> switches) {
    super(manager, readers, resumers);
    this.switches = switches;
  }

  @Override
  public Nio2Session createSession(
      Nio2Service service,
      IoHandler handler,
      AsynchronousSocketChannel socket,
      SocketAddress address)
      throws Throwable {
    InetSocketAddress local = (InetSocketAddress) socket.getLocalAddress();
    SimulatedSwitch simulated = switches.at(local.getAddress());
    simulated.counts().connections.incrementAndGet();
    Behaviour behaviour = simulated.behaviour();
    if (simulated.images().isAway() || behaviour.take(Fault.ClosesConnection.class).isPresent()) {
      socket.close();
      throw new ClosedChannelException();
    }
    if (behaviour.take(Fault.ResetsConnection.class).isPresent()) {
      reset(socket);
      throw new ClosedChannelException();
    }
    if (behaviour.fallsSilent(Fault.Moment.CONNECT)) {
      held.add(socket);
      throw new ClosedChannelException();
    }
    QuietableSession session =
        new QuietableSession(service, getFactoryManager(), handler, socket, address);
    simulated.counts().openConnections.incrementAndGet();
    session.addCloseFutureListener(closed -> simulated.counts().openConnections.decrementAndGet());
    return session;
  }

  @Override
  protected void doCloseImmediately() {
    for (AsynchronousSocketChannel socket : held) {
      close(socket);
    }
    super.doCloseImmediately();
  }

  /**
   * A socket closed with unread bytes resets its connection; a client's greeting has many bytes.
   */
  private static void reset(AsynchronousSocketChannel socket) {
    socket.read(
        ByteBuffer.allocate(1),
        socket,
        new CompletionHandler<Integer, AsynchronousSocketChannel>() {
          @Override
          public void completed(Integer length, AsynchronousSocketChannel read) {
            close(read);
          }

          @Override
          public void failed(Throwable error, AsynchronousSocketChannel read) {
            close(read);
          }
        });
  }

  private static void close(AsynchronousSocketChannel socket) {
    try {
      socket.close();
    } catch (IOException ignored) {
      // It is gone all the same.
    }
  }
}
