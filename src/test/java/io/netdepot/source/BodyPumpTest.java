package io.netdepot.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netdepot.source.SourceFailure.Reason;
import io.netdepot.store.SpoolFile;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** More bytes than there are blocks for, so that whoever waits for one in vain waits for ever. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BodyPumpTest {
  private static final byte[] CONTENT = new byte[8 << 20];

  private final Transfer transfer = new Transfer();

  @SuppressWarnings("NullAway.Init") // before each test
  private SourceRoom room;

  @BeforeEach
  void open(@TempDir Path data) throws Exception {
    room = new SourceRoom(data);
  }

  @AfterEach
  void shut() throws Exception {
    room.close();
  }

  private void pump(SpoolFile into, BodyPump.Inspector inspector) throws Exception {
    Pace pace = new Pace(SourceRoom.settings(), System::nanoTime);
    new BodyPump(into, transfer).run(new ByteArrayInputStream(CONTENT), pace, inspector);
  }

  @Test
  void allIsWritten() throws Exception {
    try (SpoolFile file = room.spool.create()) {
      pump(file, (bytes, length) -> {});
      assertThat(file.size()).isEqualTo(CONTENT.length);
    }
  }

  @Test
  void aWriterThatThrowsSomethingElseEndsTheFetch() throws Exception {
    SpoolFile removed = room.spool.create();
    removed.close();
    assertThatThrownBy(() -> pump(removed, (bytes, length) -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Writing a fetched file failed");
  }

  @Test
  void aCutEndsIt() throws Exception {
    SourceFailure why = new SourceFailure(Reason.CANCELLED, "The image was deleted");
    try (SpoolFile file = room.spool.create()) {
      assertThatThrownBy(() -> pump(file, (bytes, length) -> transfer.cut(why))).isSameAs(why);
      assertThat(file.size()).isLessThan(CONTENT.length);
    }
  }
}
