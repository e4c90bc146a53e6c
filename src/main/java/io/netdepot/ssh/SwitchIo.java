package io.netdepot.ssh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousSocketChannel;
import java.util.concurrent.ExecutorService;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.PropertyResolver;
import org.apache.sshd.common.io.DefaultIoConnectFuture;
import org.apache.sshd.common.io.IoConnectFuture;
import org.apache.sshd.common.io.IoConnector;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoServiceFactory;
import org.apache.sshd.common.io.nio2.Nio2Connector;
import org.apache.sshd.common.io.nio2.Nio2ServiceFactory;
import org.apache.sshd.common.io.nio2.Nio2ServiceFactoryFactory;
import org.jspecify.annotations.Nullable;

/**
 * Connects without a waiting thread, and hands each socket to its attempt.
 *
 * <p>The library's connector (2.20.0) waits for each connection on one of a few threads, so three
 * addresses that do not answer would keep all other switches from being connected to; and a
 * connection that is given up while it comes about can stay open.
 */
final class SwitchIo extends Nio2ServiceFactory {
  private final AsynchronousChannelGroup group;

  private SwitchIo(FactoryManager manager) throws IOException {
    super(manager, null, null);
    int threads = Math.max(2, Runtime.getRuntime().availableProcessors()) + 1;
    group =
        AsynchronousChannelGroup.withFixedThreadPool(
            threads, Thread.ofPlatform().name("netdepot-ssh-", 0).daemon().factory());
  }

  /** What makes it for a client. */
  static Nio2ServiceFactoryFactory factory() {
    return new Nio2ServiceFactoryFactory() {
      @Override
      public IoServiceFactory create(FactoryManager manager) {
        try {
          return new SwitchIo(manager);
        } catch (IOException e) {
          throw new java.io.UncheckedIOException("No threads for connections", e);
        }
      }
    };
  }

  @Override
  public IoConnector createConnector(IoHandler handler) {
    return autowireCreatedService(
        new Connector(this, getFactoryManager(), handler, group, getExecutorService()));
  }

  @Override
  protected void doCloseImmediately() {
    try {
      group.shutdownNow();
    } catch (IOException e) {
      // The sockets of the group are closed all the same.
      log.debug("Closing the connections: {}", e.toString());
    } finally {
      super.doCloseImmediately();
    }
  }

  private static final class Connector extends Nio2Connector {
    Connector(
        Nio2ServiceFactory factory,
        PropertyResolver properties,
        IoHandler handler,
        AsynchronousChannelGroup group,
        ExecutorService executor) {
      super(factory, properties, handler, group, executor);
    }

    @Override
    public IoConnectFuture connect(
        SocketAddress address,
        @Nullable AttributeRepository context,
        @Nullable SocketAddress localAddress) {
      IoConnectFuture future = new DefaultIoConnectFuture(address, null);
      try {
        AsynchronousSocketChannel socket =
            setSocketOptions(AsynchronousSocketChannel.open(getChannelGroup()));
        Attempt attempt = context == null ? null : context.getAttribute(Attempt.KEY);
        if (attempt != null) {
          attempt.hold(socket);
          if (attempt.tunnel().isPresent()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            attempt.tunnel().get().expect((InetSocketAddress) socket.getLocalAddress());
          }
        }
        // When the connection fails the platform closes the socket.
        socket.connect(
            address,
            this,
            createConnectionCompletionHandler(
                future, socket, context, propertyResolver, getIoHandler()));
      } catch (IOException | RuntimeException e) {
        future.setException(e);
      }
      return future;
    }
  }
}
