package io.netdepot.vmanage;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.catalog.InMemoryCatalog;
import io.netdepot.catalog.RemoteServer;
import io.netdepot.http.WrittenJson;
import io.netdepot.images.ImageChange;
import io.netdepot.images.ImageFileName;
import io.netdepot.images.ImageStore;
import io.netdepot.images.ServerEntry;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrittenListsTest {
  private static final WrittenLists.Question ALL = asked("http://depot.example");

  private final AtomicInteger written = new AtomicInteger();
  private ImageStore store;
  private WrittenLists lists;

  @BeforeEach
  void open(@TempDir Path folder) throws Exception {
    store = new ImageStore(folder, new InMemoryCatalog());
    lists = new WrittenLists(store.images(), new ServerNames(store.servers()));
  }

  @AfterEach
  void close() throws Exception {
    store.close();
  }

  private static WrittenLists.Question asked(String root) {
    return new WrittenLists.Question(root, List.of(), Optional.empty());
  }

  /** How many lists were written once this one was asked for. */
  private int ask(WrittenLists.Question question) {
    lists.of(
        question,
        (images, servers) -> {
          written.incrementAndGet();
          return WrittenJson.of(List.of());
        });
    return written.get();
  }

  @Test
  void isWrittenOnceUntilAnImageChanges() throws Exception {
    assertThat(ask(ALL)).isEqualTo(1);
    assertThat(ask(ALL)).isEqualTo(1);
    var image = store.published(new ImageFileName("a.bin"), store.receive("content"));
    assertThat(ask(ALL)).isEqualTo(2);
    assertThat(ask(ALL)).isEqualTo(2);
    store.images().register().change(image.id(), ImageChange.ofVersion("2"));
    assertThat(ask(ALL)).isEqualTo(3);
    store.images().delete(image.id());
    assertThat(ask(ALL)).isEqualTo(4);
  }

  @Test
  void isWrittenAnewWithAnotherServer() {
    assertThat(ask(ALL)).isEqualTo(1);
    store
        .servers()
        .create(
            new ServerEntry(
                "lab", "a", RemoteServer.Protocol.SCP, 22, 0, "", Optional.empty(), "/"));
    assertThat(ask(ALL)).isEqualTo(2);
  }

  @Test
  void keepsTheTwoListsThatWereWrittenLast() {
    WrittenLists.Question second = asked("http://second.example");
    WrittenLists.Question third = asked("http://third.example");
    assertThat(ask(ALL)).isEqualTo(1);
    assertThat(ask(second)).isEqualTo(2);
    assertThat(ask(ALL)).isEqualTo(2);
    assertThat(ask(third)).isEqualTo(3);
    assertThat(ask(second)).isEqualTo(3);
    assertThat(ask(ALL)).isEqualTo(4);
  }
}
