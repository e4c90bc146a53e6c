package io.netdepot.http;

import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.buffer.impl.BufferImpl;
import java.nio.ByteBuffer;

/**
 * Bytes as Vert.x takes them, without a copy: a list of thousands has millions. Vert.x 4 lets
 * nobody but itself wrap bytes without copying, or as deprecated, so this is its own class for it.
 */
final class WrappedBuffer {
  private WrappedBuffer() {}

  /** Nobody may change the bytes afterwards. */
  static Buffer of(byte[] bytes) {
    return BufferImpl.buffer(Unpooled.wrappedBuffer(bytes));
  }

  static Buffer of(ByteBuffer bytes) {
    return BufferImpl.buffer(Unpooled.wrappedBuffer(bytes.duplicate()));
  }
}
