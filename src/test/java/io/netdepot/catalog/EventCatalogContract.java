package io.netdepot.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How every catalog keeps events; which changes make one is the schema's. */
abstract class EventCatalogContract {
  private Catalog catalog = new InMemoryCatalog();

  /** An empty catalog. */
  abstract Catalog open();

  @BeforeEach
  void openCatalog() {
    catalog = open();
  }

  @AfterEach
  void closeCatalog() {
    catalog.close();
  }

  private EventCatalog events() {
    return catalog.events();
  }

  private void add(int number) {
    for (int n = 0; n < number; n++) {
      events().add("routes", "{\"generation\":" + n + "}");
    }
  }

  @Test
  void isEmptyAtFirst() {
    assertThat(events().after(0, 10)).isEmpty();
    assertThat(events().kept()).isEqualTo(new EventCatalog.Kept(1, 0));
    assertThat(events().trim(0, 10)).isZero();
  }

  @Test
  void givesThemInTheirOrderFromAnyPlaceOn() {
    add(3);
    assertThat(events().after(1, 1))
        .extracting(Event::id, Event::type, Event::data)
        .containsExactly(tuple(2L, "routes", "{\"generation\":1}"));
    assertThat(events().after(0, 10)).extracting(Event::id).containsExactly(1L, 2L, 3L);
    assertThat(events().after(3, 10)).isEmpty();
    assertThat(events().after(0, -1)).isEmpty();
    assertThat(events().kept()).isEqualTo(new EventCatalog.Kept(1, 3));
  }

  @Test
  void forgetsTheOldestAndGivesNoNumberTwice() {
    add(5);
    assertThat(events().trim(2, 2)).isEqualTo(2);
    assertThat(events().kept()).isEqualTo(new EventCatalog.Kept(3, 5));
    assertThat(events().trim(2, 2)).isEqualTo(1);
    assertThat(events().trim(2, 2)).isZero();
    assertThat(events().trim(0, 10)).isEqualTo(2);
    assertThat(events().kept()).isEqualTo(new EventCatalog.Kept(6, 5));
    add(1);
    assertThat(events().after(0, 10)).extracting(Event::id).containsExactly(6L);
  }

  @Test
  void tellsAfterACommit() throws InterruptedException {
    CountDownLatch told = new CountDownLatch(1);
    events().listen(told::countDown);
    add(1);
    assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
  }
}
