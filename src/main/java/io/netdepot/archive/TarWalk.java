package io.netdepot.archive;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Goes from entry to entry of a tar up to its end mark, as GNU tar would read it, and keeps nothing
 * of it.
 */
final class TarWalk {
  private static final int BLOCK = TarHeader.BLOCK;
  // Long names and extended attributes of one entry; far more than any tar writes.
  private static final int LONGEST_HEAD = 1 << 20;
  private static final int SPARSE_GOES_ON_IN_HEAD = 482;
  private static final int SPARSE_GOES_ON = 504;

  private final Unpacked tar;
  private final long maxEntries;
  private final byte[] block = new byte[BLOCK];

  // Mutable state
  private long offset;
  private long entries;
  private long headBytes;
  private OptionalLong nextSize = OptionalLong.empty();
  private OptionalLong globalSize = OptionalLong.empty();

  TarWalk(Unpacked tar, long maxEntries) {
    this.tar = tar;
    this.maxEntries = maxEntries;
  }

  /** Reads all of the tar and returns the number of its entries. */
  long toTheEnd() throws IOException {
    while (true) {
      int read = readBlock();
      if (read == BLOCK && isZero()) {
        endMark();
        return entries;
      }
      if (read < BLOCK) {
        throw offset == read
            ? noTar()
            : ArchiveRefusal.damaged("The tar ends without its end mark" + here());
      }
      Optional<TarHeader> header = TarHeader.parse(block);
      if (header.isEmpty()) {
        throw offset == BLOCK
            ? noTar()
            : ArchiveRefusal.damaged("The checksum of a tar head is wrong" + here());
      }
      if (header.get().describesNext()) {
        description(header.get());
      } else {
        entry(header.get());
      }
    }
  }

  private void entry(TarHeader header) throws IOException {
    if (++entries > maxEntries) {
      throw ArchiveRefusal.overLimit(
          "The archive holds more than %,d entries (collect.max-entries)".formatted(maxEntries));
    }
    if (header.isOldSparse()) {
      boolean goesOn = block[SPARSE_GOES_ON_IN_HEAD] != 0;
      while (goesOn) {
        requireBlock();
        goesOn = block[SPARSE_GOES_ON] != 0;
      }
    }
    long size = nextSize.orElse(globalSize.orElse(header.size()));
    if (!header.isHardLink()) {
      skipContent(size);
    }
    nextSize = OptionalLong.empty();
    headBytes = 0;
  }

  private void description(TarHeader header) throws IOException {
    headBytes += BLOCK + Math.max(0, header.size());
    if (header.size() > LONGEST_HEAD || headBytes > LONGEST_HEAD) {
      throw ArchiveRefusal.overLimit(
          "The heads of one tar entry are longer than %,d bytes%s".formatted(LONGEST_HEAD, here()));
    }
    if (!header.isPax() || header.size() < 0) {
      skipContent(header.size());
      return;
    }
    byte[] records = new byte[(int) header.size()];
    int read = tar.read(records, records.length);
    offset += read;
    if (read < records.length) {
      throw cutShort();
    }
    skipPadding(records.length);
    OptionalLong size = new PaxRecords(records).size();
    if (header.isGlobal()) {
      globalSize = size.isPresent() ? size : globalSize;
    } else {
      nextSize = size.isPresent() ? size : nextSize;
    }
  }

  private void endMark() throws IOException {
    if (entries == 0) {
      throw tar.onlyZerosFollow()
          ? ArchiveRefusal.notAnArchive("The archive is empty: no file is in it")
          : noTar();
    }
    if (headBytes > 0) {
      throw ArchiveRefusal.damaged("The tar ends where an entry should follow" + here());
    }
    if (readBlock() < BLOCK || !isZero()) {
      throw ArchiveRefusal.damaged("The end mark of the tar is cut short" + here());
    }
    if (!tar.onlyZerosFollow()) {
      throw ArchiveRefusal.damaged("Data follows the end mark of the tar" + here());
    }
  }

  private void skipContent(long size) throws IOException {
    if (size < 0) {
      throw ArchiveRefusal.damaged("A tar head holds a size that cannot be" + here());
    }
    long skipped = tar.skip(size);
    offset += skipped;
    if (skipped < size) {
      throw cutShort();
    }
    skipPadding(size);
  }

  private void skipPadding(long size) throws IOException {
    int padding = (int) (-size & (BLOCK - 1));
    offset += padding;
    if (tar.skip(padding) < padding) {
      throw cutShort();
    }
  }

  private int readBlock() throws IOException {
    int read = tar.read(block, BLOCK);
    offset += read;
    return read;
  }

  private void requireBlock() throws IOException {
    if (readBlock() < BLOCK) {
      throw cutShort();
    }
  }

  private boolean isZero() {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  private static ArchiveRefusal noTar() {
    return ArchiveRefusal.notAnArchive("The file is compressed, but no tar archive is in it");
  }

  private ArchiveRefusal cutShort() {
    return ArchiveRefusal.damaged("The tar ends within an entry" + here());
  }

  private String here() {
    return ", at byte %,d of the unpacked data".formatted(offset);
  }
}
