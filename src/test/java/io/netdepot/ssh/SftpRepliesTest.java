package io.netdepot.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SftpRepliesTest {
  private final SftpReplies replies = new SftpReplies(() -> {}, data -> {});

  @Property(tries = 200)
  void doesNotCareHowThePacketsAreCut(@ForAll @IntRange(min = 1, max = 40) int piece)
      throws IOException {
    AtomicLong counted = new AtomicLong();
    SftpReplies cut = new SftpReplies(() -> {}, counted::addAndGet);
    SftpRead first = new SftpRead(new byte[64], 0, 20);
    SftpRead second = new SftpRead(new byte[64], 20, 20);
    cut.expect(7, first);
    cut.expect(8, second);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    status(out, 3, 2);
    data(out, 8, 20, 'b');
    status(out, 4, 3);
    data(out, 7, 15, 'a');
    write(cut, bytes.toByteArray(), piece);
    assertThat(cut.broken()).isEmpty();
    assertThat(counted).hasValue(15 + 20);
    assertThat(first.answered() && second.answered()).isTrue();
    assertThat(first.missing()).isEqualTo(5);
    assertThat(first.missingFrom()).isEqualTo(15);
    assertThat(Arrays.copyOf(second.block(), 20)).containsOnly('b');
    assertThat(cut.collect(3).orElseThrow().body().getInt()).isEqualTo(2);
    assertThat(cut.collect(4)).isPresent();
    assertThat(cut.collect(4)).isEmpty();
  }

  @Test
  void aStatusInPlaceOfDataAnswersTheRead() throws IOException {
    SftpRead read = new SftpRead(new byte[8], 0, 8);
    replies.expect(1, read);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    status(new DataOutputStream(bytes), 1, SftpProtocol.STATUS_EOF);
    replies.write(bytes.toByteArray());
    assertThat(read.status()).isEqualTo(SftpProtocol.STATUS_EOF);
    assertThat(read.answered()).isTrue();
  }

  @Test
  void takesNoDataThatNobodyAskedFor() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    data(new DataOutputStream(bytes), 1, 4, 'x');
    replies.write(bytes.toByteArray());
    assertThat(replies.broken())
        .hasValueSatisfying(why -> assertThat(why).contains("nobody asked"));
  }

  /** Whatever comes, it never throws: that would take the connection down. */
  @Property(tries = 3_000)
  void neverThrows(
      @ForAll byte[] bytes,
      @ForAll @IntRange(min = 0, max = 200) int type,
      @ForAll @IntRange(min = -2, max = 40) int length,
      @ForAll @IntRange(min = 1, max = 9) int piece)
      throws IOException {
    SftpReplies any = new SftpReplies(() -> {}, data -> {});
    any.expect(0, new SftpRead(new byte[8], 0, 8));
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(packet);
    out.writeInt(length);
    out.writeByte(type);
    out.writeInt(0);
    out.write(bytes);
    write(any, packet.toByteArray(), piece);
  }

  private static void write(SftpReplies to, byte[] bytes, int piece) {
    for (int at = 0; at < bytes.length; at += piece) {
      to.write(bytes, at, Math.min(piece, bytes.length - at));
    }
  }

  private static void status(DataOutputStream out, int id, int code) throws IOException {
    out.writeInt(9);
    out.writeByte(SftpProtocol.STATUS);
    out.writeInt(id);
    out.writeInt(code);
  }

  private static void data(DataOutputStream out, int id, int length, char fill) throws IOException {
    out.writeInt(9 + length);
    out.writeByte(SftpProtocol.DATA);
    out.writeInt(id);
    out.writeInt(length);
    for (int i = 0; i < length; i++) {
      out.writeByte(fill);
    }
  }
}
