package io.netdepot.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class FolderSignalTest {
  private static final Duration LONGER_THAN_THE_TEST = Duration.ofMinutes(10);

  @TempDir Path folder;

  @Test
  void changeEndsTheWaiting() throws Exception {
    try (FolderSignal signal = new FolderSignal()) {
      signal.follow(Set.of(folder));
      Files.writeString(folder.resolve("a"), "new");
      assertThat(signal.await(LONGER_THAN_THE_TEST)).isTrue();
      Files.writeString(folder.resolve("a"), "longer");
      assertThat(signal.await(LONGER_THAN_THE_TEST)).isTrue();
      Files.delete(folder.resolve("a"));
      assertThat(signal.await(LONGER_THAN_THE_TEST)).isTrue();
    }
  }

  @Test
  void folderThatWasMadeAnewIsFollowedAgain() throws Exception {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    try (FolderSignal signal = new FolderSignal()) {
      signal.follow(Set.of(inner));
      Files.delete(inner);
      assertThat(signal.await(LONGER_THAN_THE_TEST)).isTrue();
      Files.createDirectory(inner);
      signal.follow(Set.of(inner));
      Files.writeString(inner.resolve("a"), "new");
      assertThat(signal.await(LONGER_THAN_THE_TEST)).isTrue();
    }
  }

  @Test
  void withoutAChangeOrAFolderTheTimeEndsIt() throws Exception {
    try (FolderSignal signal = new FolderSignal()) {
      signal.follow(Set.of(folder.resolve("missing")));
      assertThat(signal.await(Duration.ofMillis(1))).isFalse();
      signal.follow(Set.of(folder));
      assertThat(signal.await(Duration.ofMillis(1))).isFalse();
    }
  }

  @Test
  void closingEndsTheWaiting() throws Exception {
    FolderSignal signal = new FolderSignal();
    signal.follow(Set.of(folder));
    Thread waiting =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    boolean unused = signal.await(LONGER_THAN_THE_TEST);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
    signal.close();
    waiting.join();
    assertThat(signal.isClosed()).isTrue();
    assertThat(signal.await(Duration.ofMillis(1))).isFalse();
  }
}
