package io.netdepot.ssh;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes an SFTP server's bytes apart as they come. The data of reads is copied once, straight into
 * the block of the read it answers; every other reply is kept until it is collected.
 *
 * <p>Written by the thread that reads the connection. Bytes that are not SFTP break it for good,
 * without an exception: that is the switch's fault and must not take the connection down.
 */
final class SftpReplies extends OutputStream {
  private static final int HEADER = 9;
  private static final int LONGEST_REPLY = 64 * 1024;

  private final Runnable onReply;
  private final LongConsumer onData;
  private final Map<Integer, SftpRead> reads = new ConcurrentHashMap<>();
  private final Map<Integer, Reply> replies = new ConcurrentHashMap<>();
  private volatile @Nullable String broken;

  // Mutable state of the writing thread: where in a packet the stream is.
  private final ByteBuffer header = ByteBuffer.allocate(HEADER + 4).limit(HEADER);
  private int type;
  private int id;
  private int left;
  private int dataLeft;
  private @Nullable SftpRead read;
  private @Nullable ByteBuffer body;

  /** A reply that is not the data of a read. The body begins after the id. */
  record Reply(int type, ByteBuffer body) {}

  /** {@code onData} is told of every part of a read's data as it comes, however small. */
  SftpReplies(Runnable onReply, LongConsumer onData) {
    this.onReply = onReply;
    this.onData = onData;
  }

  /** The reply with this id will be the data of this read. */
  void expect(int requestId, SftpRead pending) {
    reads.put(requestId, pending);
  }

  boolean has(int requestId) {
    return replies.containsKey(requestId);
  }

  Optional<Reply> collect(int requestId) {
    return Optional.ofNullable(replies.remove(requestId));
  }

  /** What was wrong with the bytes, if they were no SFTP. */
  Optional<String> broken() {
    return Optional.ofNullable(broken);
  }

  boolean isBroken() {
    return broken != null;
  }

  @Override
  public void write(int one) {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] from, int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (at < end && broken == null) {
      if (header.hasRemaining()) {
        int part = Math.min(header.remaining(), end - at);
        header.put(from, at, part);
        at += part;
        if (!header.hasRemaining()) {
          beginPacket();
        }
      } else {
        at += content(from, at, end - at);
      }
      if (!header.hasRemaining() && left == 0) {
        endPacket();
      }
    }
  }

  private void beginPacket() {
    if (read != null) {
      beginData(read);
      return;
    }
    int length = header.getInt(0);
    type = header.get(4) & 0xff;
    id = header.getInt(5);
    left = length - (HEADER - 4);
    if (length < HEADER - 4) {
      breakOff("a packet of " + length + " bytes");
      return;
    }
    if (type == SftpProtocol.DATA) {
      read = reads.remove(id);
      if (read == null || left < 4) {
        breakOff("data that nobody asked for");
        return;
      }
      header.limit(HEADER + 4);
      return;
    }
    if (left > LONGEST_REPLY) {
      breakOff("a reply of " + left + " bytes");
      return;
    }
    body = ByteBuffer.allocate(left);
  }

  private void beginData(SftpRead pending) {
    left -= 4;
    dataLeft = header.getInt(HEADER);
    if (dataLeft < 0 || dataLeft > left || dataLeft > pending.missing()) {
      breakOff("more data than was asked for");
    }
  }

  private int content(byte[] from, int at, int available) {
    int part = Math.min(left, available);
    if (read != null) {
      int data = Math.min(part, dataLeft);
      read.put(from, at, data);
      onData.accept(data);
      dataLeft -= data;
    } else if (body != null) {
      body.put(from, at, part);
    }
    left -= part;
    return part;
  }

  private void endPacket() {
    if (read != null) {
      read.answer(0);
      read = null;
    } else if (body != null) {
      endReply(body.flip());
      body = null;
    }
    header.clear().limit(HEADER);
    onReply.run();
  }

  private void endReply(ByteBuffer whole) {
    SftpRead pending = type == SftpProtocol.STATUS ? reads.remove(id) : null;
    if (pending != null) {
      if (whole.remaining() < 4) {
        breakOff("a status without a code");
        return;
      }
      pending.answer(Math.max(1, whole.getInt()));
      return;
    }
    // The answer to the first request has its version where others have an id.
    replies.put(type == SftpProtocol.VERSION_REPLY ? 0 : id, new Reply(type, whole));
    if (replies.size() > 16) {
      breakOff("replies that nobody asked for");
    }
  }

  private void breakOff(String what) {
    broken = "the switch's SFTP server sent " + what;
    onReply.run();
  }
}
