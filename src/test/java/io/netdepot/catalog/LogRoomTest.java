package io.netdepot.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogRoomTest {
  private final Path log;
  private final Path kept;
  private final LogRoom room;

  LogRoomTest(@TempDir Path directory) {
    this.log = directory.resolve("catalog.db-wal");
    this.kept = directory.resolve("catalog.db-room");
    this.room = new LogRoom(directory.resolve("catalog.db"));
  }

  @Test
  void aLogThatIsRemovedIsThereAgainAndEmpty() throws Exception {
    Files.write(log, bytes(3_000_000));
    room.takeSmall();
    room.keepLog();
    Files.delete(log);
    room.closed();
    assertThat(kept).hasSize(3_000_000);

    room.becomeLog();
    assertThat(kept).doesNotExist();
    assertThat(log).hasSize(3_000_000);
    assertThat(Files.readAllBytes(log)).startsWith(new byte[32]);
  }

  @Test
  void keepsNoMoreThanAStartNeeds() throws Exception {
    Files.write(log, bytes(9_000_000));
    room.keepLog();
    Files.delete(log);
    room.closed();
    assertThat(kept).hasSize(4 << 20);
  }

  @Test
  void aLogThatSomebodyStillHasIsNotTouched() throws Exception {
    byte[] used = bytes(9_000_000);
    Files.write(log, used);
    room.keepLog();
    room.closed();
    assertThat(Files.readAllBytes(log)).isEqualTo(used);

    room.becomeLog();
    assertThat(kept).doesNotExist();
    assertThat(Files.readAllBytes(log)).isEqualTo(used);
  }

  @Test
  void aLogThatSomebodyHadLongerServesTheNextStart() throws Exception {
    Files.write(log, bytes(9_000_000));
    room.keepLog();
    room.closed();
    Files.delete(log);

    room.becomeLog();
    assertThat(kept).doesNotExist();
    assertThat(log).hasSize(4 << 20);
    assertThat(Files.readAllBytes(log)).startsWith(new byte[32]);
  }

  @Test
  void aLogThatCouldNotBeToldApartIsNeitherCutNorOverwritten() throws Exception {
    byte[] used = bytes(100_000);
    Files.write(log, used);
    room.keepLog();
    assertThat(room.giveWay()).isFalse();
    room.takeSmall();
    assertThat(Files.readAllBytes(log)).isEqualTo(used);
  }

  @Test
  void anEndThatWasCutShortLeavesTheLogAsItIs() throws Exception {
    byte[] used = bytes(300_000);
    Files.write(log, used);
    room.keepLog();
    room.becomeLog();
    assertThat(kept).doesNotExist();
    assertThat(room.giveWay()).isFalse();
    assertThat(Files.readAllBytes(log)).isEqualTo(used);
  }

  @Test
  void givesWayBitByBit() throws Exception {
    Files.write(log, bytes(300_000));
    room.takeSmall();
    for (int i = 0; i < 4; i++) {
      assertThat(room.giveWay()).isTrue();
    }
    assertThat(room.giveWay()).isFalse();
    assertThat(log).hasSize(300_000);
    room.takeSmall();
    assertThat(room.giveWay()).isTrue();
  }

  @Test
  void anEmptyLogGivesWay() throws Exception {
    Files.write(kept, bytes(300_000));
    room.becomeLog();
    assertThat(room.giveWay()).isTrue();
    assertThat(Files.size(log)).isLessThan(300_000).isPositive();
  }

  @Test
  void aNewDirectoryHasNothingOfTheKind() throws IOException {
    room.becomeLog();
    assertThat(room.giveWay()).isFalse();
    room.keepLog();
    room.closed();
    assertThat(log).doesNotExist();
    assertThat(kept).doesNotExist();
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) 7);
    return bytes;
  }
}
