package io.netdepot.archive;

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
final class GzipReader extends Unpacked {
  private final InputBytes input;
  private final GzipHeader header;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();

  // Mutable state
  private boolean inMember;
  private boolean begun;
  private boolean ended;
  private long memberBytes;

  GzipReader(InputBytes input, long maxUnpacked) {
    super(maxUnpacked);
    this.input = input;
    this.header = new GzipHeader(input);
  }

  @Override
  boolean unpackMore() throws IOException {
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
                .formatted(unpacked()));
      } else {
        inflater.setInput(input.buffer(), input.position(), input.available());
      }
    }
    return false;
  }

  private int inflate() throws ArchiveRefusal {
    int made;
    try {
      made = inflater.inflate(window(), 0, WINDOW);
    } catch (DataFormatException e) {
      throw ArchiveRefusal.damaged(
          "The compressed data is damaged after %,d unpacked bytes".formatted(unpacked()));
    }
    checksum.update(window(), 0, made);
    memberBytes += made;
    filled(made);
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
