package io.netdepot.http;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;

/**
 * JSON that was written once, for many answers: all of them share its bytes, which lie outside of
 * the heap, so that a long one costs nothing more for each client. Immutable.
 */
public final class WrittenJson {
  private final ByteBuffer bytes;

  private WrittenJson(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /** Writes a wire record, or a list of them. */
  public static WrittenJson of(Object value) {
    byte[] written = Json.bytes(value);
    ByteBuffer bytes = ByteBuffer.allocateDirect(written.length).put(written).flip();
    return new WrittenJson(bytes.asReadOnlyBuffer());
  }

  Buffer buffer() {
    return WrappedBuffer.of(bytes);
  }
}
