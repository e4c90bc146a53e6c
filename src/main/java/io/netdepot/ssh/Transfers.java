package io.netdepot.ssh;

/** How much of a package may be on its way at one time. */
final class Transfers {
  /**
   * The longest packet we take: the library takes none above 256 KiB with all headers (RFC 4253,
   * section 6.1, asks for 35,000 bytes only), and most switches send 32 KiB whatever we take.
   */
  static final long PACKET = 128 * 1024L;

  /** One read of SFTP, and one block on its way to the disk. */
  static final int BLOCK = 128 * 1024;

  private static final long MOST = 16L << 20;
  private static final long LEAST = 1L << 20;

  private Transfers() {}

  /**
   * The bytes that one transfer may have on its way: 16 MiB, so that a far switch can fill its line
   * (1 Gbit/s at 130 ms), but less where a quarter of the heap does not suffice for all transfers.
   */
  static long window(int transfers, long heap) {
    return Math.clamp(heap / 4 / transfers, LEAST, MOST);
  }
}
