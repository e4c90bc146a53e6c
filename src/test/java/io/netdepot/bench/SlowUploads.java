package io.netdepot.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Many uploads that bring a byte a second each, until they are closed. */
final class SlowUploads implements AutoCloseable {
  private static final long SIZE = 1_000_000;

  private final List<SocketChannel> sockets = new ArrayList<>();
  private final Thread dripping = new Thread(this::drip, "slow uploads");

  private SlowUploads() {}

  static SlowUploads begin(UploadLoad upload, int number) throws IOException {
    SlowUploads all = new SlowUploads();
    try {
      for (int one = 0; one < number; one++) {
        SocketChannel socket =
            SocketChannel.open(
                new InetSocketAddress(upload.address().getHost(), upload.address().getPort()));
        all.sockets.add(socket);
        upload.begin(socket, "slow-" + one + ".bin", SIZE);
      }
    } catch (IOException e) {
      all.close();
      throw e;
    }
    all.dripping.setDaemon(true);
    all.dripping.start();
    return all;
  }

  private void drip() {
    try {
      while (true) {
        for (SocketChannel socket : sockets) {
          socket.write(ByteBuffer.wrap(new byte[1]));
        }
        Thread.sleep(1_000);
      }
    } catch (IOException | InterruptedException e) {
      // Closed, or cut by the service.
    }
  }

  /** How many have not been answered, as one that is cut is. */
  long underWay() throws IOException {
    long underWay = 0;
    for (SocketChannel socket : sockets) {
      socket.configureBlocking(false);
      underWay += socket.read(ByteBuffer.allocate(1)) == 0 ? 1 : 0;
      socket.configureBlocking(true);
    }
    return underWay;
  }

  @Override
  public void close() throws IOException {
    dripping.interrupt();
    for (SocketChannel socket : sockets) {
      socket.close();
    }
  }
}
