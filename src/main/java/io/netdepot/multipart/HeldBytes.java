package io.netdepot.multipart;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A few bytes that are kept until it is clear what they are. */
final class HeldBytes {
  private byte[] bytes = new byte[128];
  private int size;

  void add(byte one) {
    if (size == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * size);
    }
    bytes[size++] = one;
  }

  int size() {
    return size;
  }

  boolean is(String ascii) {
    return size == ascii.length() && endsWith(ascii);
  }

  boolean endsWith(String ascii) {
    if (size < ascii.length()) {
      return false;
    }
    for (int at = 0; at < ascii.length(); at++) {
      if (bytes[size - ascii.length() + at] != ascii.charAt(at)) {
        return false;
      }
    }
    return true;
  }

  /** Whether they are nothing but spaces and tabs, but for so many bytes at their end. */
  boolean isBlankBut(int last) {
    for (int at = 0; at < size - last; at++) {
      if (bytes[at] != ' ' && bytes[at] != '\t') {
        return false;
      }
    }
    return size >= last;
  }

  /** All but so many bytes at their end; valid until more are added. */
  ByteBuffer allBut(int last) {
    return ByteBuffer.wrap(bytes, 0, size - last).slice().asReadOnlyBuffer();
  }

  void clear() {
    size = 0;
  }
}
