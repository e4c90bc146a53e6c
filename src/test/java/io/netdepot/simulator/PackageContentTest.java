package io.netdepot.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackageContentTest {

  @ParameterizedTest
  @ValueSource(longs = {16 << 10, 100_000, 1_000_000, 1 << 20, 30_000_000})
  void hasAboutTheSizeAskedFor(long size) throws IOException {
    assertThat((long) bytes(size, 1).length).isCloseTo(size, Percentage.withPercentage(10));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 1000})
  void isAnArchiveAtAnySize(long size) throws IOException {
    assertThat(entries(bytes(size, 1))).isNotEmpty();
  }

  @Test
  void isTheSameForTheSameSeedOnly() throws IOException {
    assertThat(bytes(100_000, 7)).isEqualTo(bytes(100_000, 7)).isNotEqualTo(bytes(100_000, 8));
  }

  @Test
  void isLaidOutAsOnNvos() throws IOException {
    PackageContent content = new PackageContent(200_000, 3);

    assertThat(entries(bytes(200_000, 3)))
        .allMatch(name -> name.startsWith(content.folder() + "/"))
        .contains(
            content.folder() + "/log/nmx/nmx-controller.log",
            content.folder() + "/log/syslog",
            content.folder() + "/etc/hostname",
            content.folder() + "/dump/sdk_dump_0.bin");
  }

  private static byte[] bytes(long size, long seed) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new PackageContent(size, seed).writeTo(out);
    return out.toByteArray();
  }

  /** Reads to the end, so a damaged archive throws. */
  static List<String> entries(byte[] archive) throws IOException {
    List<String> names = new ArrayList<>();
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(archive)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        names.add(entry.getName());
        assertThat(tar.readAllBytes()).hasSize((int) entry.getSize());
      }
    }
    return names;
  }
}
