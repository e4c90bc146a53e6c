package io.netdepot.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.XZIOException;
import org.tukaani.xz.XZInputStream;

/**
 * What an xz file unpacks to, each block checked against its checksum, each stream against its
 * index. Cumulus Linux packs its support files so ({@code .txz}). Source of the layout: "The .xz
 * File Format", version 1.2.
 */
final class XzReader extends Unpacked {
  private static final byte[] MAGIC = {(byte) 0xfd, '7', 'z', 'X', 'Z', 0};
  private static final int KIB = 1024;

  private final InputBytes input;
  private final long maxMemory;

  // Mutable state
  private boolean begun;
  private InputStream unpacking = InputStream.nullInputStream();

  /**
   * @param maxMemory bytes of the heap that unpacking may take; the archive says how many it needs
   */
  XzReader(InputBytes input, long maxUnpacked, long maxMemory) {
    super(maxUnpacked);
    this.input = input;
    this.maxMemory = maxMemory;
  }

  /** Whether a file begins as xz does. */
  static boolean begins(InputBytes input) throws IOException {
    return input.startsWith(MAGIC);
  }

  @Override
  boolean unpackMore() throws IOException {
    try {
      if (!begun) {
        begun = true;
        unpacking = new XZInputStream(input.stream(), (int) (maxMemory / KIB));
      }
      int made = unpacking.read(window(), 0, WINDOW);
      filled(Math.max(0, made));
      return made > 0;
    } catch (MemoryLimitException e) {
      throw ArchiveRefusal.overLimit(
          "Unpacking the xz data takes %,d KiB of memory and %,d KiB are allowed; give Java more of it"
                  .formatted(e.getMemoryNeeded(), maxMemory / KIB)
              + " (NETDEPOT_JAVA_OPTS=-Xmx…) or check fewer archives at one time (collect.checks)");
    } catch (XZIOException e) {
      throw ArchiveRefusal.damaged(
          "The xz data is damaged after %,d unpacked bytes".formatted(unpacked()));
    } catch (EOFException e) {
      throw ArchiveRefusal.damaged(
          "The file ends within the xz data, after %,d unpacked bytes".formatted(unpacked()));
    }
  }

  // The stream below is the caller's; what unpacking takes is on the heap.
  @Override
  public void close() {}
}
