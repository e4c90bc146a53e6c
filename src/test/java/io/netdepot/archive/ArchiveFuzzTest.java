package io.netdepot.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.archive.ArchiveVerdict.Whole;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever a switch sends, a check ends in a verdict. */
class ArchiveFuzzTest {
  private final byte[] tar = Archives.tar(12);
  private final byte[] archive = Archives.gzip(tar);

  ArchiveFuzzTest() throws Exception {}

  @Property
  void judgesAnyBytes(@ForAll byte[] bytes) throws Exception {
    assertThat(Archives.check(bytes)).isNotInstanceOf(Whole.class);
  }

  @Property
  void judgesAnyBytesBehindAGzipHead(@ForAll byte[] bytes) throws Exception {
    byte[] head = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3};
    assertThat(Archives.check(Archives.join(head, bytes))).isNotInstanceOf(Whole.class);
  }

  @Property
  void findsNoTruncatedFileWhole(@ForAll @IntRange(max = 1_000_000) int at) throws Exception {
    byte[] cut = Arrays.copyOf(archive, at % archive.length);
    assertThat(Archives.check(cut)).isNotInstanceOf(Whole.class);
  }

  @Property
  void judgesAnyAlteredFile(
      @ForAll @Size(min = 1, max = 8) Set<@IntRange(max = 8_000_000) Integer> at) throws Exception {
    byte[] altered = flip(archive, at);
    if (Archives.check(altered) instanceof Whole) {
      // A bit may say nothing, as in the gzip head's time, or say the same in another way.
      try (InputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(altered))) {
        assertThat(unpacked.readAllBytes()).isEqualTo(tar);
      }
    }
  }

  @Property
  void judgesAnyAlteredTar(
      @ForAll @Size(min = 1, max = 8) Set<@IntRange(max = 8_000_000) Integer> at) throws Exception {
    assertThat(Archives.check(Archives.gzip(flip(tar, at)))).isNotNull();
  }

  @Property
  void judgesAnyPaxRecords(@ForAll byte[] records) throws Exception {
    byte[] head = Archives.head('x', records.length);
    byte[] file = Archives.head('0', 0);
    assertThat(
            Archives.check(
                Archives.gzip(head, Archives.content(records), file, Archives.zeros(1024))))
        .isNotNull();
  }

  private static byte[] flip(byte[] bytes, Set<Integer> bits) {
    byte[] altered = bytes.clone();
    for (int bit : bits) {
      int place = bit % (bytes.length * Byte.SIZE);
      altered[place / Byte.SIZE] ^= (byte) (1 << place % Byte.SIZE);
    }
    return altered;
  }
}
