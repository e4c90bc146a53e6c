package io.netdepot.multipart;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What ends a part: a line break, two dashes and the boundary. It is found by Horspool's search,
 * which looks at one of many bytes of a large file only.
 */
final class Delimiter {
  private final byte[] bytes;
  private final int[] shifts = new int[256];

  Delimiter(Boundary boundary) {
    bytes = ("\r\n--" + boundary.text()).getBytes(StandardCharsets.US_ASCII);
    Arrays.fill(shifts, bytes.length);
    for (int at = 0; at < bytes.length - 1; at++) {
      shifts[bytes[at] & 0xFF] = bytes.length - 1 - at;
    }
  }

  int length() {
    return bytes.length;
  }

  byte at(int index) {
    return bytes[index];
  }

  /** Some of its bytes, which turned out to be a part's own. */
  ByteBuffer part(int from, int to) {
    return ByteBuffer.wrap(bytes, from, to - from).slice().asReadOnlyBuffer();
  }

  /** Where it begins, counted from the start of the buffer; -1 when it is not there whole. */
  int find(ByteBuffer in) {
    int last = bytes.length - 1;
    int at = in.position() + last;
    while (at < in.limit()) {
      byte one = in.get(at);
      if (one == bytes[last] && matches(in, at - last, last)) {
        return at - last;
      }
      at += shifts[one & 0xFF];
    }
    return -1;
  }

  /** How many bytes at the end of the buffer may be its beginning. */
  int begunAtEnd(ByteBuffer in) {
    int first = Math.max(in.position(), in.limit() - (bytes.length - 1));
    for (int at = first; at < in.limit(); at++) {
      if (in.get(at) == bytes[0] && matches(in, at, in.limit() - at)) {
        return in.limit() - at;
      }
    }
    return 0;
  }

  private boolean matches(ByteBuffer in, int at, int length) {
    for (int index = 0; index < length; index++) {
      if (in.get(at + index) != bytes[index]) {
        return false;
      }
    }
    return true;
  }
}
