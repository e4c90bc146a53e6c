package io.netdepot.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FoundListTest {
  private final FoundList<String> found = new FoundList<>();
  private final AtomicInteger asked = new AtomicInteger();

  private List<String> find() {
    return found.find(() -> List.of("read " + asked.incrementAndGet()));
  }

  @Test
  void asksTheCatalogUntilSomethingChanges() {
    assertThat(find()).containsExactly("read 1");
    assertThat(find()).containsExactly("read 1");
    found.changed();
    assertThat(find()).containsExactly("read 2");
  }

  @Test
  void doesNotKeepWhatWasReadBeforeAChange() {
    List<String> old =
        found.find(
            () -> {
              found.changed();
              return List.of("old");
            });
    assertThat(old).containsExactly("old");
    assertThat(find()).containsExactly("read 1");
  }

  @Test
  void ofManyWhoAskAtOnceOneReads() throws Exception {
    CountDownLatch together = new CountDownLatch(20);
    List<Callable<List<String>>> asking = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      asking.add(
          () -> {
            together.countDown();
            together.await();
            return find();
          });
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<List<String>> answer : threads.invokeAll(asking)) {
        assertThat(answer.get()).containsExactly("read 1");
      }
    }
    assertThat(asked).hasValue(1);
  }
}
