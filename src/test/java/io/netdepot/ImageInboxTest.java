package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netdepot.peer.HttpPeer;
import io.netdepot.process.DepotApi;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that are copied into the inbox, through the shipped routes. */
class ImageInboxTest {
  private static final String PACKAGE = "/dataservice/device/action/software/package/";
  private static final byte[] CONTENT = "an image".getBytes(StandardCharsets.UTF_8);
  private static final Duration LONG = Duration.ofSeconds(30);

  private final Path folder;
  private final Path inbox;

  @SuppressWarnings("NullAway.Init") // before each test
  private TestDepot depot;

  ImageInboxTest(@TempDir Path folder) {
    this.folder = folder;
    this.inbox = folder.resolve("inbox");
  }

  @BeforeEach
  void start() throws Exception {
    depot =
        TestDepot.start(
            folder.resolve("data"),
            Map.of(
                "images.inbox", "true",
                "images.inbox-directory", inbox.toString(),
                "images.inbox-settle", "500 ms"));
  }

  @AfterEach
  void stop() {
    depot.close();
  }

  private void put(String name, byte[] content) throws IOException {
    Path part = Files.write(inbox.resolve("." + name), content);
    Files.move(part, inbox.resolve(name));
  }

  private DepotApi.Answer download(String name) throws Exception {
    return depot.reader().get(PACKAGE + name);
  }

  private String refusal(String name) throws IOException {
    Path text = inbox.resolve("refused").resolve(name + ".txt");
    await().atMost(LONG).until(() -> Files.exists(text) && Files.size(text) > 0);
    assertThat(inbox.resolve(name)).doesNotExist();
    return Files.readString(text);
  }

  @Test
  void anImageIsPublishedAndMovedAway() throws Exception {
    put("a.bin.sha256", HttpPeer.sha256(CONTENT).getBytes(StandardCharsets.UTF_8));
    put("a.bin", CONTENT);
    await().atMost(LONG).until(() -> Files.exists(inbox.resolve("done").resolve("a.bin.sha256")));
    assertThat(download("a.bin").bytes()).isEqualTo(CONTENT);
    assertThat(inbox.resolve("done").resolve("a.bin")).hasBinaryContent(CONTENT);
    assertThat(inbox.resolve("a.bin")).doesNotExist();
    // The very image again is as good.
    put("a.bin", CONTENT);
    await().atMost(LONG).until(() -> !Files.exists(inbox.resolve("a.bin")));
    assertThat(inbox.resolve("refused")).doesNotExist();
  }

  @Test
  void anEmptyFileIsRefused() throws Exception {
    put("a.bin", new byte[0]);
    assertThat(refusal("a.bin")).contains("empty");
  }

  @Test
  void nothingIsWrittenBesideTheFiles() throws Exception {
    try (WatchService watch = inbox.getFileSystem().newWatchService()) {
      WatchKey created = inbox.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      put("a.bin", CONTENT);
      List<String> names = new ArrayList<>();
      await()
          .atMost(LONG)
          .until(
              () -> {
                created.pollEvents().forEach(event -> names.add(String.valueOf(event.context())));
                return names.contains("done");
              });
      assertThat(names).containsExactlyInAnyOrder(".a.bin", "a.bin", "done");
    }
  }

  @Test
  void anImageThatIsStillGrowingIsLeftAlone() throws Exception {
    Path file = inbox.resolve("a.bin");
    try (OutputStream out = Files.newOutputStream(file)) {
      put("first.bin", CONTENT);
      // As long as another file needs to be taken, this one grows.
      await()
          .atMost(LONG)
          .pollInterval(Duration.ofMillis(50))
          .until(
              () -> {
                out.write(1);
                out.flush();
                return Files.exists(inbox.resolve("done").resolve("first.bin"));
              });
      assertThat(file).exists();
      assertThat(download("a.bin").status()).isEqualTo(404);
    }
    await().atMost(LONG).until(() -> Files.exists(inbox.resolve("done").resolve("a.bin")));
    assertThat(download("a.bin").status()).isEqualTo(200);
  }

  @Test
  void whatIsNotAsDeclaredIsRefused() throws Exception {
    put("a.bin.sha256", HttpPeer.sha256(new byte[1]).getBytes(StandardCharsets.UTF_8));
    put("a.bin", CONTENT);
    assertThat(refusal("a.bin")).contains(HttpPeer.sha256(CONTENT), "says another");
    assertThat(inbox.resolve("refused").resolve("a.bin.sha256")).exists();
    assertThat(download("a.bin").status()).isEqualTo(404);
  }

  @Test
  void otherContentUnderANameIsRefused() throws Exception {
    put("a.bin", CONTENT);
    await().atMost(LONG).until(() -> Files.exists(inbox.resolve("done").resolve("a.bin")));
    put("a.bin", new byte[] {1});
    assertThat(refusal("a.bin")).contains("with other content");
    assertThat(download("a.bin").bytes()).isEqualTo(CONTENT);
  }

  @Test
  void namesAreHostile() throws Exception {
    put("a b;rm -rf $(HOME).bin", CONTENT);
    assertThat(refusal("a b;rm -rf $(HOME).bin")).contains("letters, digits");
    put("${bean:inbox}.bin", CONTENT);
    assertThat(refusal("${bean:inbox}.bin")).contains("letters, digits");
  }

  @Test
  void aLinkIsNotFollowed() throws Exception {
    Path secret = Files.write(folder.resolve("secret"), CONTENT, StandardOpenOption.CREATE_NEW);
    Files.createSymbolicLink(inbox.resolve("a.bin"), secret);
    put("b.bin", CONTENT);
    assertThat(refusal("a.bin")).contains("a link");
    assertThat(secret).exists();
    assertThat(download("a.bin").status()).isEqualTo(404);
    put("c.bin", CONTENT);
    Files.createSymbolicLink(inbox.resolve("d.bin.sha256"), secret);
    put("d.bin", CONTENT);
    await().atMost(LONG).until(() -> Files.exists(inbox.resolve("done").resolve("d.bin")));
  }

  @Test
  void whatCannotBeMovedAwayIsTakenOnce() throws Exception {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.createSymbolicLink(inbox.resolve("done"), outside);
    put("a.bin", CONTENT);
    await().atMost(LONG).until(() -> download("a.bin").status() == 200);
    put("b c.bin", CONTENT);
    refusal("b c.bin");
    assertThat(outside).isEmptyDirectory();
    Files.delete(inbox.resolve("done"));
    // The folder is looked at for each of them, and the file would be moved now.
    put("d e.bin", CONTENT);
    refusal("d e.bin");
    put("f g.bin", CONTENT);
    refusal("f g.bin");
    assertThat(inbox.resolve("a.bin")).exists();
    Files.setLastModifiedTime(inbox.resolve("a.bin"), FileTime.fromMillis(1_000));
    await().atMost(LONG).until(() -> Files.exists(inbox.resolve("done").resolve("a.bin")));
  }
}
