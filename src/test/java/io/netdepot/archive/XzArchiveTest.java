package io.netdepot.archive;

import static io.netdepot.archive.Archives.check;
import static io.netdepot.archive.Archives.join;
import static io.netdepot.archive.Archives.tar;
import static io.netdepot.archive.Archives.xz;
import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.archive.ArchiveVerdict.Damaged;
import io.netdepot.archive.ArchiveVerdict.NotAnArchive;
import io.netdepot.archive.ArchiveVerdict.OverLimit;
import io.netdepot.archive.ArchiveVerdict.Whole;
import io.netdepot.config.DataSize;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Archives as Cumulus Linux makes them ({@code .txz}). */
class XzArchiveTest {
  private static final byte[] SOME = someArchive();

  private static byte[] someArchive() {
    try {
      return xz(tar(50));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void countsBytesAndEntries() throws Exception {
    byte[] tar = tar(20);
    assertThat(check(xz(tar))).isEqualTo(new Whole(tar.length, 20));
  }

  @Test
  void readsAllStreamsAndThePaddingBetweenThem() throws Exception {
    byte[] tar = tar(20);
    byte[] first = xz(Arrays.copyOf(tar, 3000));
    byte[] second = xz(Arrays.copyOfRange(tar, 3000, tar.length));
    assertThat(check(join(first, new byte[8], second))).isEqualTo(new Whole(tar.length, 20));
    assertThat(check(first)).isInstanceOf(Damaged.class);
    assertThat(check(join(first, second, "tail".getBytes(StandardCharsets.UTF_8))))
        .isInstanceOf(Damaged.class);
  }

  @Test
  void tellsWhatIsNoArchive() throws Exception {
    assertThat(check(xz("Please send it".getBytes(StandardCharsets.UTF_8))))
        .isInstanceOf(NotAnArchive.class);
    assertThat(check(xz())).isInstanceOf(NotAnArchive.class);
    assertThat(check(Arrays.copyOf(SOME, 4))).isInstanceOf(NotAnArchive.class);
    assertThat(check(Arrays.copyOf(SOME, 6))).isInstanceOf(Damaged.class);
  }

  @Property(tries = 200)
  void neverTakesATruncatedFileForWhole(@ForAll @IntRange(min = 7, max = 100_000) int cut)
      throws Exception {
    byte[] cutShort = Arrays.copyOf(SOME, 7 + cut % (SOME.length - 7));
    assertThat(check(cutShort)).isInstanceOf(Damaged.class);
  }

  @Property(tries = 200)
  void neverTakesAnAlteredFileForWhole(@ForAll int place, @ForAll @IntRange(min = 1) int change)
      throws Exception {
    byte[] altered = SOME.clone();
    int at = 6 + Math.floorMod(place, SOME.length - 6);
    altered[at] ^= (byte) Math.max(1, change & 0xff);
    assertThat(check(altered)).isNotInstanceOf(Whole.class);
  }

  @Test
  void stopsAtTheLimits() throws Exception {
    assertThat(check(xz(tar(20)), DataSize.ofKib(8), 100))
        .isInstanceOfSatisfying(
            OverLimit.class, over -> assertThat(over.why()).contains("collect.max-unpacked"));
    assertThat(check(xz(tar(20)), DataSize.ofMib(1), 19))
        .isInstanceOfSatisfying(
            OverLimit.class, over -> assertThat(over.why()).contains("collect.max-entries"));
  }

  @Test
  void stopsABombEarly() throws Exception {
    byte[] bomb = xz(Archives.head('0', 1L << 30), new byte[64 << 20]);
    assertThat(bomb.length).isLessThan(100_000);
    assertThat(check(bomb, DataSize.ofMib(1), 100)).isInstanceOf(OverLimit.class);
  }

  @Test
  void takesNoMoreMemoryThanItMay() throws Exception {
    LZMA2Options wide = new LZMA2Options();
    wide.setDictSize(64 << 20);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (XZOutputStream xz = new XZOutputStream(bytes, wide)) {
      xz.write(tar(1));
    }
    try (XzReader reader =
        new XzReader(
            new InputBytes(new ByteArrayInputStream(bytes.toByteArray())),
            Long.MAX_VALUE,
            16 << 20)) {
      assertThat(walk(reader))
          .isInstanceOfSatisfying(
              OverLimit.class, over -> assertThat(over.why()).contains("-Xmx", "collect.checks"));
    }
    assertThat(ArchiveCheck.memory(512L << 20, 2)).isGreaterThan(66L << 20);
    assertThat(ArchiveCheck.memory(512L << 20, 64)).isEqualTo(16L << 20);
  }

  private static ArchiveVerdict walk(Unpacked tar) throws IOException {
    try {
      return new Whole(0, new TarWalk(tar, 100).toTheEnd());
    } catch (ArchiveRefusal refusal) {
      return refusal.verdict();
    }
  }

  @Test
  void findsTheBeginningHoweverFewBytesComeAtOneTime() throws Exception {
    InputStream slow =
        new ByteArrayInputStream(SOME) {
          @Override
          public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, 3));
          }
        };
    assertThat(new ArchiveCheck(Archives.limits(DataSize.ofMib(8), 100)).check(slow))
        .isInstanceOf(Whole.class);
  }
}
