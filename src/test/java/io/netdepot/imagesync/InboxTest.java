package io.netdepot.imagesync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netdepot.source.SourceFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboxTest {
  private final Path outside;
  private final Path folder;
  private final Inbox inbox;

  InboxTest(@TempDir Path directory) {
    outside = directory.resolve("outside");
    folder = directory.resolve("inbox");
    inbox = new Inbox(folder);
  }

  @BeforeEach
  void makeFolders() throws IOException {
    Files.createDirectory(outside);
    inbox.require();
    Files.writeString(folder.resolve("a.bin"), "an image");
  }

  @Test
  void movesAFileWithItsDigestOverAnEarlierOne() throws Exception {
    Files.writeString(folder.resolve("a.bin.sha256"), "digest");
    Files.createDirectory(folder.resolve("refused"));
    Files.writeString(folder.resolve("refused/a.bin"), "earlier");
    Files.writeString(folder.resolve("refused/a.bin.txt"), "a long text of an earlier time");
    inbox.refused("a.bin", "Why");
    assertThat(folder.resolve("refused/a.bin")).hasContent("an image");
    assertThat(folder.resolve("refused/a.bin.sha256")).hasContent("digest");
    assertThat(folder.resolve("refused/a.bin.txt")).hasContent("Why\n");
    assertThat(folder).isDirectoryNotContaining(path -> path.getFileName().startsWith("a.bin"));
  }

  @Test
  void aTextIsNotWrittenThroughALink() throws Exception {
    Path users = Files.writeString(outside.resolve("users"), "rw-user");
    Files.createDirectory(folder.resolve("refused"));
    Files.createSymbolicLink(folder.resolve("refused/a.bin.txt"), users);
    Files.createSymbolicLink(folder.resolve("refused/a.bin"), users);
    inbox.refused("a.bin", "Why");
    assertThat(users).hasContent("rw-user");
    assertThat(folder.resolve("refused/a.bin.txt")).isRegularFile().hasContent("Why\n");
    assertThat(folder.resolve("refused/a.bin")).isRegularFile().hasContent("an image");
  }

  @Test
  void nothingIsMovedThroughALinkToAFolder() throws Exception {
    Files.createSymbolicLink(folder.resolve("done"), outside);
    Files.createSymbolicLink(folder.resolve("refused"), outside);
    assertThatThrownBy(() -> inbox.done("a.bin"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has to be a folder and no link");
    assertThatThrownBy(() -> inbox.refused("a.bin", "Why")).isInstanceOf(IOException.class);
    assertThat(outside).isEmptyDirectory();
    assertThat(folder.resolve("a.bin")).hasContent("an image");
  }

  @Test
  void namesDoNotLeaveTheFolder() {
    for (String name : new String[] {"..", ".", "", "../outside", "/etc/passwd", "a/b", "\0"}) {
      assertThatThrownBy(() -> inbox.done(name)).isInstanceOf(SourceFailure.class);
      assertThatThrownBy(() -> inbox.open(name)).isInstanceOf(SourceFailure.class);
    }
  }

  @Test
  void saysWhatAFileIsLikeAndThatThereIsNone() throws Exception {
    assertThat(inbox.version("a.bin")).map(Inbox.Version::bytes).hasValue(8L);
    assertThat(inbox.version("b.bin")).isEmpty();
  }

  @Test
  void aFolderThatCannotBeWrittenIsSaidAtOnce() throws IOException {
    Path file = Files.createFile(outside.resolve("file"));
    assertThatThrownBy(() -> new Inbox(file).require()).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> new Inbox(Path.of("/proc/self")).require())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("images.inbox=false");
    assertThat(folder).isDirectoryNotContaining(path -> path.toString().endsWith(".tmp"));
  }
}
