package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netdepot.config.DataSize;
import io.netdepot.config.LogSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LogFileTest {
  private static final Logger log = LoggerFactory.getLogger(LogFileTest.class);

  private final Path folder;

  LogFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("logs"))) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  @Test
  void hasWhatIsLoggedAndIsRotatedWhenItIsFull() throws Exception {
    Path file = folder.resolve("logs/netdepot.log");
    try (AutoCloseable open =
        LogFile.open(new LogSettings(Optional.of(file), DataSize.ofKib(1), 3))) {
      assertThat(open).isNotNull();
      log.warn("A line for the file");
      assertThat(Files.readString(file)).contains(" WARN  LogFileTest A line for the file");
      // The size is looked at from time to time only.
      await()
          .until(
              () -> {
                log.warn("x".repeat(2_000));
                return names().stream().anyMatch(name -> name.endsWith(".gz"));
              });
    }
    assertThat(names()).allMatch(name -> name.startsWith("netdepot.log"));
    long size = Files.size(file);
    log.warn("Not for the file any more");
    assertThat(Files.size(file)).isEqualTo(size);
  }

  @Test
  void oneThatCannotBeWrittenIsASentence() throws Exception {
    Path file = Files.createDirectory(folder.resolve("a folder"));
    assertThatThrownBy(() -> LogFile.open(new LogSettings(Optional.of(file), DataSize.ofKib(1), 3)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("log.file: the file " + file + " cannot be written");
  }
}
