package io.netdepot.archive;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;

class TarWriterTest {
  private static final Instant TIME = Instant.parse("2026-01-05T10:18:42.999Z");

  private static TarArchiveInputStream read(byte[] tar) {
    return new TarArchiveInputStream(new ByteArrayInputStream(tar));
  }

  private static byte[] tar(String name, String content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(TarWriter.head(name, content.length(), TIME));
    out.writeBytes(content.getBytes(US_ASCII));
    out.writeBytes(TarWriter.padding(content.length()));
    out.writeBytes(TarWriter.end());
    return out.toByteArray();
  }

  @Test
  void writesFilesOfEveryLengthOfNameAndContent() throws IOException {
    for (int length : new int[] {3, 99, 100, 101, 255, 454}) {
      for (int size : new int[] {0, 1, 511, 512, 513}) {
        String name = "a/" + "n".repeat(length - 2);
        byte[] tar = tar(name, "x".repeat(size));
        assertThat(tar.length % 512).isZero();
        try (TarArchiveInputStream in = read(tar)) {
          TarArchiveEntry entry = in.getNextEntry();
          assertThat(entry.getName()).isEqualTo(name);
          assertThat(entry.getSize()).isEqualTo(size);
          assertThat(entry.isFile()).isTrue();
          assertThat(entry.getMode()).isEqualTo(0100644 & 07777);
          assertThat(entry.getLongUserId()).isZero();
          assertThat(entry.getUserName()).isEmpty();
          assertThat(entry.getLastModifiedTime().toInstant())
              .isEqualTo(Instant.parse("2026-01-05T10:18:42Z"));
          assertThat(in.readAllBytes()).hasSize(size);
          assertThat(in.getNextEntry()).isNull();
        }
      }
    }
  }

  @Test
  void writesSizesThatNoUstarHeadHolds() throws IOException {
    for (long size : new long[] {(8L << 30) - 1, 8L << 30, 3L << 40}) {
      try (TarArchiveInputStream in = read(TarWriter.head("big", size, TIME))) {
        assertThat(in.getNextEntry().getSize()).isEqualTo(size);
      }
    }
    assertThat(TarWriter.head("big", (8L << 30) - 1, TIME)).hasSize(512);
  }

  @Test
  void writesHeadsThatOurOwnReaderTakes() throws IOException {
    byte[] head = TarWriter.head("a", 700, TIME);
    assertThat(TarHeader.parse(head)).hasValue(new TarHeader('0', 700));
  }
}
