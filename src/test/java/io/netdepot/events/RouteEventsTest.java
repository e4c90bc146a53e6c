package io.netdepot.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.catalog.InMemoryCatalog;
import io.netdepot.yaml.FileProblem;
import io.netdepot.yaml.FileRefusal;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouteEventsTest {
  @Test
  void tellsWhatIsAtWorkAndWhatIsRefused() {
    try (InMemoryCatalog catalog = new InMemoryCatalog()) {
      RouteEvents events = new RouteEvents(catalog.events());
      events.loaded(3, false);
      events.refused(
          new FileRefusal(
              Instant.EPOCH,
              List.of(
                  new FileProblem("a.camel.yaml", Optional.of(7), "This is not \"good\""),
                  new FileProblem("routes", Optional.empty(), "There is none"))));
      assertThat(catalog.events().after(0, 10))
          .extracting(event -> event.type() + " " + event.data())
          .containsExactly(
              "route {\"change\":\"loaded\",\"generation\":3,\"lastGood\":false}",
              "route {\"change\":\"refused\",\"problems\":["
                  + "{\"file\":\"a.camel.yaml\",\"line\":7,"
                  + "\"reason\":\"This is not \\\"good\\\"\"},"
                  + "{\"file\":\"routes\",\"reason\":\"There is none\"}]}");
    }
  }

  @Test
  void ofManyProblemsTheFirstAreTold() {
    try (InMemoryCatalog catalog = new InMemoryCatalog()) {
      new RouteEvents(catalog.events())
          .refused(
              new FileRefusal(
                  Instant.EPOCH,
                  Collections.nCopies(
                      1000, new FileProblem("a", Optional.empty(), "x".repeat(1000)))));
      assertThat(catalog.events().after(0, 10).getFirst().data().length())
          .isBetween(10_000, 12_000);
    }
  }
}
