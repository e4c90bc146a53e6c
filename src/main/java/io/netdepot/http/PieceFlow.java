package io.netdepot.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Sends pieces one after the other as the body of one answer, over HTTP/1.1. At any time one file
 * is open, and its bytes go to the socket by the system's {@code sendfile}; the next is opened when
 * they have gone. Lives on the event loop of its connection.
 *
 * <p>{@code sendFile} of Vert.x ends the answer, so files are given to the connection beneath it,
 * as Vert.x itself does.
 */
final class PieceFlow {
  /** So much of a file goes between two tellings of who watches. */
  private static final int STEP = 4 << 20;

  private final HttpServerResponse response;
  private final ConnectionBase connection;
  private final Context loop;
  private final Iterator<Piece> pieces;
  private final Optional<LongConsumer> watcher;
  private final Promise<Void> ended = Promise.promise();

  // Mutable state of the event loop
  private long skip;
  private long left;
  private long reached;

  private PieceFlow(
      HttpServerRequest request, Context loop, Downloadable download, long at, long length) {
    this.response = request.response();
    this.connection = (ConnectionBase) request.connection();
    this.loop = loop;
    this.pieces = download.pieces().iterator();
    this.watcher = download.watcher();
    this.skip = at;
    this.left = length;
    this.reached = at;
  }

  /**
   * Sends some of the bytes; status and headers are set, the length among them.
   *
   * @param loop the request's context, on which this is called
   * @return when the last byte has gone, or why it will not: the connection is to be closed then
   */
  static Future<Void> send(
      HttpServerRequest request, Context loop, Downloadable download, long at, long length) {
    PieceFlow flow = new PieceFlow(request, loop, download, at, length);
    flow.goOn();
    return flow.ended.future();
  }

  private void goOn() {
    try {
      while (left > 0 && pieces.hasNext()) {
        Piece piece = pieces.next();
        if (skip >= piece.length()) {
          skip -= piece.length();
          continue;
        }
        long first = skip;
        long length = Math.min(piece.length() - first, left);
        skip = 0;
        left -= length;
        switch (piece) {
          case Piece.Made made -> write(made, first, length);
          case Piece.Whole(var file, var size) -> {
            sendFile(file, size, first, length);
            return;
          }
          case Piece.Asked(var size, var file) -> {
            sendFile(
                file.get().orElseThrow(() -> new IOException("A file is gone or damaged")),
                size,
                first,
                length);
            return;
          }
        }
      }
      response.end().onComplete(ended);
    } catch (IOException | RuntimeException e) {
      ended.fail(e);
    }
  }

  // Not waited for: should it fail, so does what comes after it.
  private void write(Piece.Made made, long first, long length) {
    byte[] bytes = made.bytes().get();
    if (bytes.length != made.length()) {
      throw new IllegalStateException(
          "A piece has " + bytes.length + " bytes instead of " + made.length());
    }
    response.write(WrappedBuffer.of(bytes).slice((int) first, (int) (first + length)));
    reach(length);
  }

  private void reach(long more) {
    reached += more;
    watcher.ifPresent(told -> told.accept(reached));
  }

  private void sendFile(Path file, long size, long first, long length) throws IOException {
    long step = watcher.isPresent() ? Math.min(length, STEP) : length;
    // Closed by the connection when its bytes have gone, or cannot go.
    RandomAccessFile open = new RandomAccessFile(file.toFile(), "r");
    try {
      if (open.length() != size) {
        throw new IOException(
            "The file " + file + " has " + open.length() + " bytes instead of " + size);
      }
    } catch (IOException e) {
      open.close();
      throw e;
    }
    if (!response.headWritten()) {
      // The head goes with the first bytes that the answer writes itself.
      response.write(Buffer.buffer());
    }
    connection
        .sendFile(open, first, step)
        .addListener(
            sent -> {
              if (sent.isSuccess()) {
                reach(step);
                // By the loop's queue: others have their turn, and the stack does not grow.
                loop.runOnContext(done -> goOnIn(file, size, first + step, length - step));
              } else {
                ended.fail(sent.cause());
              }
            });
  }

  private void goOnIn(Path file, long size, long first, long length) {
    if (length == 0) {
      goOn();
      return;
    }
    try {
      sendFile(file, size, first, length);
    } catch (IOException | RuntimeException e) {
      ended.fail(e);
    }
  }
}
