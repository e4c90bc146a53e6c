package io.netdepot.imagesync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netdepot.catalog.InMemoryCatalog;
import io.netdepot.config.DataSize;
import io.netdepot.fleet.HandClock;
import io.netdepot.images.ImageStore;
import io.netdepot.source.SourceFailure;
import io.netdepot.source.SourceFailure.Reason;
import io.netdepot.store.ReceivedFile;
import io.netdepot.store.StorageFullException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboxStepsTest {
  private static final String NAME = "a.bin";

  private final HandClock clock = new HandClock();
  private final Path folder;
  private final Path data;
  private final ImageStore store;
  private final InboxSteps steps;

  InboxStepsTest(@TempDir Path directory) throws IOException {
    folder = directory.resolve("inbox");
    data = directory.resolve("data");
    store = new ImageStore(data, new InMemoryCatalog());
    steps = new InboxSteps(folder, DataSize.ofMib(1), store.images(), store.spool(), clock);
  }

  @BeforeEach
  void put() throws IOException {
    InboxSteps.open(steps);
    Files.writeString(folder.resolve(NAME), "an image");
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  @Test
  void aStopWhileAFileIsCopiedLeavesIt() throws Exception {
    Thread.currentThread().interrupt();
    IOException why = catchThrowableOfType(IOException.class, () -> steps.receive(NAME));
    steps.refuse(NAME, why, NAME);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(why).isInstanceOf(ClosedByInterruptException.class);
    assertThat(folder.resolve(NAME)).exists();
    assertThat(folder.resolve("refused")).doesNotExist();
    assertThat(data.resolve("spool")).isEmptyDirectory();
  }

  @Test
  void whatIsNotTheFilesFaultLeavesItForAWhile() throws Exception {
    for (Exception why :
        new Exception[] {
          new StorageFullException("The disk is full"),
          new IllegalStateException("The catalog is busy"),
          new SourceFailure(Reason.STORAGE_FAILED, "The disk refused to write")
        }) {
      ReceivedFile received = steps.receive(NAME);
      assertThat(steps.isDue(NAME)).isTrue();
      steps.refuse(NAME, why, received);
      assertThat(folder.resolve(NAME)).exists();
      assertThat(data.resolve("spool")).isEmptyDirectory();
      assertThat(steps.isDue(NAME)).isFalse();
      clock.move(Duration.ofMinutes(1));
    }
    assertThat(folder.resolve("refused")).doesNotExist();
    steps.publish(steps.receive(NAME), NAME);
    assertThat(folder.resolve("done").resolve(NAME)).exists();
  }

  @Test
  void whatIsTheFilesFaultIsRefused() throws Exception {
    Files.write(folder.resolve(NAME), new byte[(1 << 20) + 1]);
    SourceFailure large = catchThrowableOfType(SourceFailure.class, () -> steps.receive(NAME));
    assertThat(large.reason()).isEqualTo(Reason.TOO_LARGE);
    steps.refuse(NAME, large, NAME);
    assertThat(folder.resolve("refused").resolve(NAME)).exists();
    assertThat(folder.resolve("refused").resolve(NAME + ".txt")).content().contains("max-size");

    Files.writeString(folder.resolve(NAME), "an image");
    Files.writeString(folder.resolve(NAME + ".sha256"), "no digest");
    SourceFailure bad = catchThrowableOfType(SourceFailure.class, () -> steps.receive(NAME));
    steps.refuse(NAME, bad, NAME);
    assertThat(folder.resolve(NAME)).doesNotExist();
    assertThat(data.resolve("spool")).isEmptyDirectory();
  }

  @Test
  void whatCannotBeMovedAwayIsLeftUntilItChanges() throws Exception {
    Files.createFile(folder.resolve("done"));
    Files.createFile(folder.resolve("refused"));
    steps.publish(steps.receive(NAME), NAME);
    assertThat(store.images().list()).hasSize(1);
    clock.move(Duration.ofDays(1));
    assertThat(steps.isDue(NAME)).isFalse();
    Files.setLastModifiedTime(folder.resolve(NAME), FileTime.fromMillis(1_000));
    assertThat(steps.isDue(NAME)).isTrue();
    steps.refuse(NAME, new SourceFailure(Reason.BAD_NAME, "Taken"), NAME);
    assertThat(steps.isDue(NAME)).isFalse();
    Files.delete(folder.resolve("done"));
    Files.writeString(folder.resolve(NAME), "an image");
    steps.publish(steps.receive(NAME), NAME);
    assertThat(folder.resolve("done").resolve(NAME)).exists();
  }
}
