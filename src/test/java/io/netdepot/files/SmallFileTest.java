package io.netdepot.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallFileTest {
  @TempDir Path folder;

  @Test
  void readsAFileUpToTheMost() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "grüße");

    assertThat(SmallFile.text(file, 7)).isEqualTo("grüße");
    assertThatThrownBy(() -> SmallFile.text(file, 6)).hasMessageStartingWith("has more than 6 b");
  }

  @Test
  void followsALink() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "x");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);

    assertThat(SmallFile.text(link, 1)).isEqualTo("x");
  }

  @Test
  void saysThatThereIsNone() {
    assertThatThrownBy(() -> SmallFile.text(folder.resolve("none"), 1))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void refusesWhatIsNotUtf8() throws IOException {
    Path file = Files.write(folder.resolve("a"), new byte[] {'a', '\n', '\n', 'b', (byte) 0xff});

    assertThatThrownBy(() -> SmallFile.text(file, 9))
        .hasMessage("is not UTF-8 in line 3; save it as that");
  }

  @Test
  void opensNoDeviceWhichWouldNeverEnd() {
    assertThatThrownBy(() -> SmallFile.text(Path.of("/dev/zero"), 1 << 20))
        .hasMessageContaining("a device");
  }

  @Test
  void opensNoPipeWhichWouldNeverAnswer() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    assertThatThrownBy(() -> SmallFile.text(pipe, 1 << 20)).hasMessageContaining("a pipe");
  }

  @Test
  void opensNoDirectory() {
    assertThatThrownBy(() -> SmallFile.text(folder, 1)).hasMessageContaining("a directory");
  }
}
