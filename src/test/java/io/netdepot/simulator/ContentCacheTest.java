package io.netdepot.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentCacheTest {
  private final Path folder;
  private final ContentCache cache;

  ContentCacheTest(@TempDir Path folder) {
    this.folder = folder;
    this.cache = new ContentCache(folder);
  }

  @Test
  void makesEachContentOnce() throws IOException {
    Path first = cache.archive(new PackageContent(50_000, 1));
    Path again = new ContentCache(folder).archive(new PackageContent(50_000, 1));

    assertThat(again).isEqualTo(first);
    assertThat(cache.archive(new PackageContent(50_000, 2))).isNotEqualTo(first);
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void cutsAnArchiveShort() throws IOException {
    Path cut = cache.cutShort(new PackageContent(50_000, 1));

    assertThat(Files.size(cut)).isLessThan(40_000);
    assertThatThrownBy(() -> PackageContentTest.entries(Files.readAllBytes(cut)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void makesASmallArchiveThatUnpacksToMuch() throws IOException {
    Path bomb = cache.bomb(100 << 20);

    assertThat(Files.size(bomb)).isLessThan(200_000);
    try (InputStream unpacked = new GZIPInputStream(Files.newInputStream(bomb))) {
      assertThat(unpacked.transferTo(OutputStream.nullOutputStream())).isGreaterThan(100 << 20);
    }
  }

  @Test
  void saysWhatItCouldNotMake() throws IOException {
    ContentCache nowhere = new ContentCache(folder.resolve("absent"));

    assertThatThrownBy(() -> nowhere.archive(new PackageContent(50_000, 1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("package-50000-1");
  }
}
