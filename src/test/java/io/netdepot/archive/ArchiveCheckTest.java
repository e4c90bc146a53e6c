package io.netdepot.archive;

import static io.netdepot.archive.Archives.BLOCK;
import static io.netdepot.archive.Archives.check;
import static io.netdepot.archive.Archives.gzip;
import static io.netdepot.archive.Archives.head;
import static io.netdepot.archive.Archives.join;
import static io.netdepot.archive.Archives.pax;
import static io.netdepot.archive.Archives.tar;
import static io.netdepot.archive.Archives.zeros;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.netdepot.archive.ArchiveVerdict.Damaged;
import io.netdepot.archive.ArchiveVerdict.NotAnArchive;
import io.netdepot.archive.ArchiveVerdict.OverLimit;
import io.netdepot.archive.ArchiveVerdict.Whole;
import io.netdepot.config.DataSize;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveCheckTest {

  /** Made by the tars that switches and their owners have, all forms and sparse files included. */
  @ParameterizedTest
  @CsvSource({
    "gnutar-gnu, 13",
    "gnutar-oldgnu, 13",
    "gnutar-posix, 13",
    "gnutar-ustar, 9",
    "gnutar-v7, 8",
    "gnutar-gnu-sparse, 13",
    "gnutar-posix-sparse-0.0, 13",
    "gnutar-posix-sparse-0.1, 13",
    "gnutar-posix-sparse-1.0, 13",
    "gnutar-label-unblocked, 2",
    "busybox, 13",
    "python-gnu, 13",
    "python-pax, 13"
  })
  void findsWhatRealTarsWroteWhole(String name, long entries) throws Exception {
    byte[] archive = recorded(name);
    assertThat(check(archive))
        .isInstanceOfSatisfying(
            Whole.class, whole -> assertThat(whole.entries()).isEqualTo(entries));
    byte[] tar = new GZIPInputStream(new ByteArrayInputStream(archive)).readAllBytes();
    int step = Math.max(1, tar.length / 60 / BLOCK) * BLOCK - BLOCK / 2;
    for (int cut = 0; cut < tar.length - 2 * BLOCK; cut += step) {
      byte[] shorter = Arrays.copyOf(tar, cut);
      if (endsInZeros(shorter) && isZeroFrom(tar, cut)) {
        continue;
      }
      assertThat(check(gzip(shorter))).as("cut at %s", cut).isNotInstanceOf(Whole.class);
    }
  }

  private static byte[] recorded(String name) throws IOException {
    try (InputStream in = ArchiveCheckTest.class.getResourceAsStream(name + ".tar.gz")) {
      assertThat(in).as(name).isNotNull();
      return in == null ? new byte[0] : in.readAllBytes();
    }
  }

  // Within the padding behind the end mark a cut takes nothing away.
  private static boolean endsInZeros(byte[] tar) {
    return tar.length >= 2 * BLOCK && isZeroFrom(tar, tar.length - 2 * BLOCK);
  }

  private static boolean isZeroFrom(byte[] tar, int from) {
    for (int i = from; i < tar.length; i++) {
      if (tar[i] != 0) {
        return false;
      }
    }
    return true;
  }

  @Test
  void countsBytesAndEntries() throws Exception {
    byte[] tar = tar(20);
    assertThat(check(gzip(tar))).isEqualTo(new Whole(tar.length, 20));
  }

  @Test
  void readsAllMembersAndAllFieldsOfGzip() throws Exception {
    byte[] tar = tar(20);
    byte[] first = gzip(Arrays.copyOf(tar, 3000));
    byte[] second = gzip(Arrays.copyOfRange(tar, 3000, tar.length));
    byte[] withFullHead =
        join(Archives.fullGzipHead(), Arrays.copyOfRange(first, 10, first.length));
    assertThat(check(join(withFullHead, gzip(), second))).isEqualTo(new Whole(tar.length, 20));
    assertThat(check(withFullHead)).isInstanceOf(Damaged.class);
    withFullHead[12]++;
    assertThat(check(join(withFullHead, second)))
        .isEqualTo(new Damaged("The checksum of a gzip head is wrong"));
  }

  @Test
  void tellsWhatIsNoArchive() throws Exception {
    byte[] text = "Action failed with the following issue:\n".getBytes(StandardCharsets.UTF_8);
    for (byte[] content :
        new byte[][] {
          {},
          text,
          {0x1f},
          tar(1),
          gzip(),
          gzip(text),
          gzip(text.clone(), zeros(4096)),
          gzip(zeros(2 * BLOCK)),
          gzip(zeros(BLOCK), tar(1)),
          gzip(zeros(7))
        }) {
      if (content.length == 1) {
        assertThat(check(content)).isInstanceOf(Damaged.class);
      } else {
        assertThat(check(content)).isInstanceOf(NotAnArchive.class);
      }
    }
  }

  @Test
  void neverTakesATruncatedFileForWhole() throws Exception {
    byte[] archive = gzip(tar(3));
    for (int length = 0; length < archive.length; length++) {
      assertThat(check(Arrays.copyOf(archive, length)))
          .as("%s of %s bytes", length, archive.length)
          .isInstanceOfAny(Damaged.class, NotAnArchive.class);
    }
  }

  @Test
  void noticesWhatFollowsTheEnd() throws Exception {
    byte[] archive = gzip(tar(3));
    assertThat(check(join(archive, new byte[] {'x'}))).isInstanceOf(Damaged.class);
    assertThat(check(join(archive, zeros(20)))).isInstanceOf(Damaged.class);
    assertThat(check(join(archive, archive))).isInstanceOf(Damaged.class);
    assertThat(check(join(archive, gzip(zeros(300))))).isInstanceOf(Whole.class);
  }

  @Test
  void noticesAWrongChecksumAndLength() throws Exception {
    byte[] archive = gzip(tar(3));
    for (int fromEnd : new int[] {1, 4, 5, 8}) {
      byte[] altered = archive.clone();
      altered[altered.length - fromEnd] ^= 1;
      assertThat(check(altered)).isInstanceOf(Damaged.class);
    }
  }

  @Test
  void wantsBothBlocksOfTheEndMark() throws Exception {
    byte[] file = join(head('0', 3), zeros(BLOCK));
    assertThat(check(gzip(file, zeros(2 * BLOCK)))).isEqualTo(new Whole(4L * BLOCK, 1));
    assertThat(check(gzip(file, zeros(2 * BLOCK + 100)))).isInstanceOf(Whole.class);
    assertThat(check(gzip(file, zeros(2 * BLOCK - 1)))).isInstanceOf(Damaged.class);
    assertThat(check(gzip(file, zeros(BLOCK)))).isInstanceOf(Damaged.class);
    assertThat(check(gzip(file))).isInstanceOf(Damaged.class);
    assertThat(check(gzip(file, zeros(BLOCK), file))).isInstanceOf(Damaged.class);
    assertThat(check(gzip(file, zeros(2 * BLOCK), file))).isInstanceOf(Damaged.class);
  }

  @Test
  void readsTheSizesThatTarsWrite() throws Exception {
    byte[] end = zeros(2 * BLOCK);
    byte[] base256 = new byte[12];
    base256[0] = (byte) 0x80;
    base256[10] = 2;
    assertThat(check(gzip(head('0', base256), zeros(BLOCK), end))).isEqualTo(new Whole(2048, 1));
    byte[] blanks = "       1000 ".getBytes(StandardCharsets.US_ASCII);
    assertThat(check(gzip(head('0', blanks), zeros(BLOCK), end))).isEqualTo(new Whole(2048, 1));
    assertThat(check(gzip(pax('x', "12 size=700\n"), head('0', 0), zeros(2 * BLOCK), end)))
        .isEqualTo(new Whole(6L * BLOCK + BLOCK, 1));
    assertThat(
            check(
                gzip(
                    pax('g', "12 size=700\n"),
                    head('0', 0),
                    zeros(2 * BLOCK),
                    pax('x', "10 size=1\n"),
                    head('0', 0),
                    zeros(BLOCK),
                    end)))
        .isInstanceOf(Whole.class);
    assertThat(check(gzip(head('1', 700), end))).as("hard link").isEqualTo(new Whole(1536, 1));
  }

  @Test
  void findsSizesThatCannotBeDamaged() throws Exception {
    byte[] end = zeros(2 * BLOCK);
    byte[] huge = new byte[12];
    Arrays.fill(huge, (byte) 0xff);
    assertThat(check(gzip(head('0', huge), end))).isInstanceOf(Damaged.class);
    huge[0] = (byte) 0x80;
    assertThat(check(gzip(head('0', huge), end))).isInstanceOf(Damaged.class);
    byte[] letters = "abcdefghijkl".getBytes(StandardCharsets.US_ASCII);
    assertThat(check(gzip(head('0', letters), end))).isInstanceOf(Damaged.class);
    assertThat(check(gzip(head('L', letters), end))).isInstanceOf(Damaged.class);
    byte[] longMax = {(byte) 0x80, 0, 0, 0, 0x7f, -1, -1, -1, -1, -1, -1, -1};
    assertThat(check(gzip(head('0', longMax), end))).isInstanceOf(Damaged.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "size=1\n",
        "8 size=1\n",
        "10 size=1 ",
        "10 size=x\n",
        "0 size=1\n",
        "3 \n\n",
        "99999999999999999999 size=1\n",
        "10 size=1\nx",
        "2 size=1\n",
        "1",
        "7 size=\n"
      })
  void findsMalformedPaxRecordsDamaged(String record) throws Exception {
    byte[] archive = gzip(pax('x', record), head('0', 1), zeros(BLOCK), zeros(2 * BLOCK));
    assertThat(check(archive)).isInstanceOf(Damaged.class);
  }

  @Test
  void wantsTheEntryThatAHeadDescribes() throws Exception {
    byte[] file = head('0', 0);
    assertThat(check(gzip(file, pax('x', "10 size=1\n"), zeros(2 * BLOCK))))
        .isInstanceOf(Damaged.class);
  }

  @Test
  void stopsAtTheLimitOfUnpackedBytes() throws Exception {
    byte[] bomb = gzip(head('0', 50_000_000), zeros(50_000_000));
    assertThat(bomb.length).isLessThan(100_000);
    assertThat(check(bomb, DataSize.ofMib(10), 10))
        .isInstanceOfSatisfying(
            OverLimit.class, verdict -> assertThat(verdict.why()).contains("10 MiB"));
    byte[] tar = tar(20);
    assertThat(check(gzip(tar), new DataSize(tar.length), 20)).isInstanceOf(Whole.class);
    assertThat(check(gzip(tar), new DataSize(tar.length - 1), 20)).isInstanceOf(OverLimit.class);
  }

  @Test
  void stopsAtTheLimitOfEntries() throws Exception {
    assertThat(check(gzip(tar(20)), DataSize.ofMib(64), 19))
        .isInstanceOfSatisfying(
            OverLimit.class, verdict -> assertThat(verdict.why()).contains("19 entries"));
  }

  @ParameterizedTest
  @ValueSource(chars = {'x', 'g', 'L', 'K'})
  void stopsAtHeadsWithoutEnd(char type) throws Exception {
    byte[] onePiece = gzip(head(type, 2_000_000), zeros(2_000_000));
    assertThat(check(onePiece)).isInstanceOf(OverLimit.class);
    byte[] none = head(type, 0);
    byte[] many = new byte[3000 * BLOCK];
    for (int i = 0; i < 3000; i++) {
      System.arraycopy(none, 0, many, i * BLOCK, BLOCK);
    }
    assertThat(check(gzip(many))).isInstanceOf(OverLimit.class);
  }

  @Test
  void stopsAtAGzipHeadWithoutEnd() throws Exception {
    byte[] endless = new byte[200_000];
    Arrays.fill(endless, (byte) 'a');
    byte[] head = {0x1f, (byte) 0x8b, 8, 8, 0, 0, 0, 0, 0, 3};
    assertThat(check(join(head, endless))).isInstanceOf(OverLimit.class);
  }

  @Test
  void tellsAStreamThatCannotBeReadFromABadArchive() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() {
            throw new UnsupportedOperationException();
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            throw new IOException("Input/output error");
          }
        };
    ArchiveCheck check = new ArchiveCheck(Archives.limits(DataSize.ofMib(1), 10));
    assertThatIOException().isThrownBy(() -> check.check(broken)).withMessage("Input/output error");
  }

  @Test
  void stopsWhenInterrupted() throws Exception {
    ArchiveCheck check = new ArchiveCheck(Archives.limits(DataSize.ofGib(1), 10));
    byte[] archive = gzip(tar(3));
    Thread.currentThread().interrupt();
    try {
      assertThatExceptionOfType(InterruptedIOException.class)
          .isThrownBy(() -> check.check(new ByteArrayInputStream(archive)));
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
