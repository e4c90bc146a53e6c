package io.netdepot.archive;

import io.netdepot.config.DataSize;
import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * What a gzip file unpacks to, each member checked against its checksum and length.
 *
 * <p>Stricter than {@link java.util.zip.GZIPInputStream}, which takes anything behind the first
 * member as the end. Source of the layout: RFC 1952.
 */
final class GzipReader implements AutoCloseable {
  private static final int WINDOW = 256 * 1024;

  private final InputBytes input;
  private final GzipHeader header;
  private final long maxUnpacked;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private final byte[] window = new byte[WINDOW];

  // Mutable state
  private boolean inMember;
  private boolean begun;
  private boolean ended;
  private long unpacked;
  private long memberBytes;
  private int position;
  private int end;

  GzipReader(InputBytes input, long maxUnpacked) {
    this.input = input;
    this.header = new GzipHeader(input);
    this.maxUnpacked = maxUnpacked;
  }

  /** The bytes unpacked so far; once the end was read, all of them. */
  long unpacked() {
    return unpacked;
  }

  /** Reads as much as there is, up to the length of the target; less only at the end. */
  int read(byte[] target, int length) throws IOException {
    int done = 0;
    while (done < length && (position < end || unpackMore())) {
      int now = Math.min(length - done, end - position);
      System.arraycopy(window, position, target, done, now);
      position += now;
      done += now;
    }
    return done;
  }

  /** Skips so many bytes; returns less only at the end. */
  long skip(long bytes) throws IOException {
    long done = 0;
    while (done < bytes && (position < end || unpackMore())) {
      int now = (int) Math.min(bytes - done, end - position);
      position += now;
      done += now;
    }
    return done;
  }

  /** Reads to the end; whether there was nothing but zeros. */
  boolean onlyZerosFollow() throws IOException {
    do {
      while (position < end) {
        if (window[position++] != 0) {
          return false;
        }
      }
    } while (unpackMore());
    return true;
  }

  // Fills the used-up window; false when the last member has ended.
  private boolean unpackMore() throws IOException {
    while (!ended) {
      if (!inMember && !beginMember()) {
        ended = true;
        break;
      }
      int made = inflate();
      if (made > 0) {
        return true;
      }
      if (inflater.finished()) {
        endMember();
      } else if (inflater.needsDictionary()) {
        throw ArchiveRefusal.damaged(
            "The compressed data asks for a dictionary, which gzip has not");
      } else if (!input.fill()) {
        throw ArchiveRefusal.damaged(
            "The file ends within the compressed data, after %,d unpacked bytes"
                .formatted(unpacked));
      } else {
        inflater.setInput(input.buffer(), input.position(), input.available());
      }
    }
    return false;
  }

  private int inflate() throws ArchiveRefusal {
    int made;
    try {
      made = inflater.inflate(window, 0, window.length);
    } catch (DataFormatException e) {
      throw ArchiveRefusal.damaged(
          "The compressed data is damaged after %,d unpacked bytes".formatted(unpacked));
    }
    checksum.update(window, 0, made);
    memberBytes += made;
    unpacked += made;
    position = 0;
    end = made;
    if (unpacked > maxUnpacked) {
      throw ArchiveRefusal.overLimit(
          "The archive unpacks to more than %s (collect.max-unpacked)"
              .formatted(new DataSize(maxUnpacked)));
    }
    return made;
  }

  private boolean beginMember() throws IOException {
    if (!begun) {
      header.first();
      begun = true;
    } else if (!header.further()) {
      return false;
    }
    inflater.reset();
    inflater.setInput(input.buffer(), input.position(), input.available());
    checksum.reset();
    memberBytes = 0;
    inMember = true;
    return true;
  }

  private void endMember() throws IOException {
    input.leave(inflater.getRemaining());
    long expectedChecksum = fourBytes();
    long expectedLength = fourBytes();
    if (checksum.getValue() != expectedChecksum) {
      throw ArchiveRefusal.damaged("The checksum of the unpacked data is wrong");
    }
    if ((memberBytes & 0xffff_ffffL) != expectedLength) {
      throw ArchiveRefusal.damaged("The length of the unpacked data is wrong");
    }
    inMember = false;
  }

  private long fourBytes() throws IOException {
    long value = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      int next = input.next();
      if (next < 0) {
        throw ArchiveRefusal.damaged("The file ends just before its checksum");
      }
      value |= (long) next << shift;
    }
    return value;
  }

  @Override
  public void close() {
    inflater.end();
  }
}
