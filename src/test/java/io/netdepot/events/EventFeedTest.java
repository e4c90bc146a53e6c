package io.netdepot.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.catalog.Event;
import io.netdepot.catalog.EventCatalog;
import io.netdepot.catalog.InMemoryCatalog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventFeedTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration NOTHING = Duration.ZERO;

  private final InMemoryCatalog catalog = new InMemoryCatalog();
  private final EventCatalog events = catalog.events();
  private final EventFeed feed = new EventFeed(events, 3000);

  @BeforeEach
  void start() {
    feed.start();
  }

  @AfterEach
  void stop() {
    feed.close();
    catalog.close();
  }

  private void add(int number) {
    for (int n = 0; n < number; n++) {
      events.add("routes", "{}");
    }
  }

  private static List<Long> ids(EventFeed.Batch batch) {
    return batch.events().stream().map(Event::id).toList();
  }

  @Test
  void beginsWithTheNextEventWhenNoneWasSeen() throws InterruptedException {
    add(2);
    try (EventFeed.Following following = feed.follow(OptionalLong.empty())) {
      assertThat(following.position()).isEqualTo(2);
      assertThat(following.next(NOTHING).events()).isEmpty();
      add(1);
      assertThat(ids(following.next(LONG))).containsExactly(3L);
    }
  }

  @Test
  void goesOnAfterTheLastThatWasSeen() throws InterruptedException {
    add(5);
    try (EventFeed.Following following = feed.follow(OptionalLong.of(2))) {
      assertThat(ids(following.next(LONG))).containsExactly(3L, 4L, 5L);
      assertThat(following.next(NOTHING)).isEqualTo(new EventFeed.Batch(false, List.of(), 5));
    }
  }

  @Test
  void missesNothingHoweverFarBehindItIs() throws InterruptedException {
    try (EventFeed.Following ahead = feed.follow(OptionalLong.empty());
        EventFeed.Following behind = feed.follow(OptionalLong.of(0))) {
      add(2900);
      for (EventFeed.Following each : List.of(ahead, behind)) {
        List<Long> seen = new ArrayList<>();
        while (seen.size() < 2900) {
          EventFeed.Batch batch = each.next(LONG);
          assertThat(batch.missed()).isFalse();
          seen.addAll(ids(batch));
        }
        assertThat(seen).isEqualTo(LongStream.rangeClosed(1, 2900).boxed().toList());
      }
    }
  }

  @Test
  void saysSoWhenSomeAreNotKeptAnyMore() throws InterruptedException {
    add(5);
    events.trim(2, 10);
    try (EventFeed.Following following = feed.follow(OptionalLong.of(1))) {
      assertThat(following.next(LONG)).isEqualTo(new EventFeed.Batch(true, List.of(), 3));
      assertThat(ids(following.next(LONG))).containsExactly(4L, 5L);
    }
    try (EventFeed.Following following = feed.follow(OptionalLong.of(3))) {
      assertThat(following.next(LONG).missed()).isFalse();
    }
  }

  @Test
  void saysSoWhenTheCatalogIsOlderThanWhatWasSeen() throws InterruptedException {
    add(2);
    try (EventFeed.Following following = feed.follow(OptionalLong.of(7))) {
      assertThat(following.next(LONG)).isEqualTo(new EventFeed.Batch(true, List.of(), 2));
    }
  }

  @Test
  void seesWhatCameWhileNobodyFollowed() throws InterruptedException {
    feed.follow(OptionalLong.empty()).close();
    add(3);
    try (EventFeed.Following following = feed.follow(OptionalLong.of(1))) {
      assertThat(ids(following.next(LONG))).containsExactly(2L, 3L);
    }
    assertThat(feed.followers()).isZero();
  }

  @Test
  void aCloseEndsTheWait() throws InterruptedException {
    EventFeed.Following following = feed.follow(OptionalLong.empty());
    Thread closing = Thread.ofVirtual().start(following::close);
    assertThat(following.next(LONG).events()).isEmpty();
    closing.join();
  }

  @Test
  void keepsTheNewestOnly() {
    EventFeed small = new EventFeed(events, 10);
    add(50);
    small.start();
    Awaitility.await().until(() -> events.kept().oldest() == 41);
    small.close();
  }
}
