package io.netdepot.bench;

import io.netdepot.config.DataSize;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** A file that compresses no better than images do. */
final class BigFile {
  private BigFile() {}

  /** Makes one in the folder of a benchmark. */
  static Path make(Workbench bench, String size) throws IOException {
    Path file = bench.folder().resolve("big");
    byte[] block = new byte[1 << 20];
    SplittableRandom random = new SplittableRandom(1);
    long left = DataSize.parse(size).bytes();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1)) {
      for (; left > 0; left -= block.length) {
        random.nextBytes(block);
        out.write(block, 0, (int) Math.min(block.length, left));
      }
    }
    return file;
  }
}
