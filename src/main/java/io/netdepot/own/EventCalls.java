package io.netdepot.own;

import io.netdepot.catalog.Event;
import io.netdepot.events.EventFeed;
import io.netdepot.http.ApiProblem;
import io.netdepot.http.Call;
import io.netdepot.http.Endpoint;
import io.netdepot.http.EventSource;
import io.netdepot.http.EventStream;
import io.netdepot.http.ServerSentEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** {@code /events}: what changes, while it changes. */
public final class EventCalls implements OwnPart {
  /** What there are events of; the triggers of the catalog make them, but those of routes. */
  static final Set<String> TYPES =
      Set.of(
          "operation",
          "switch",
          "package",
          "quarantine",
          "blob",
          "image",
          "image-sync",
          "schedule",
          "route");

  private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

  private final EventFeed feed;
  private final InstantSource clock;

  public EventCalls(EventFeed feed, InstantSource clock) {
    this.feed = feed;
    this.clock = clock;
  }

  @Override
  public Map<String, Endpoint> endpoints() {
    return Map.of();
  }

  @Override
  public Map<String, EventSource> streams() {
    return Map.of("followEvents", this::open);
  }

  private EventStream open(Call call) {
    Set<String> types = types(call.query("types"));
    return new Stream(feed.follow(lastSeen(call)), types, clock);
  }

  // The header is what a browser sends when it comes back by itself, so it is the newer one.
  private static OptionalLong lastSeen(Call call) {
    Optional<String> id = call.head().header("Last-Event-ID").or(() -> call.query("lastEventId"));
    if (id.isEmpty()) {
      return OptionalLong.empty();
    }
    if (!ID.matcher(id.get()).matches()) {
      throw ApiProblem.of(
          400,
          "Last-Event-ID is not the id of an event; send the last one you saw, a whole number, or"
              + " none to begin with the next one");
    }
    return OptionalLong.of(Long.parseLong(id.get()));
  }

  private static Set<String> types(Optional<String> query) {
    if (query.isEmpty()) {
      return Set.of();
    }
    Set<String> wanted = new TreeSet<>(List.of(query.get().split(",", -1)));
    wanted.stream()
        .filter(type -> !TYPES.contains(type))
        .findFirst()
        .ifPresent(
            unknown -> {
              throw ApiProblem.of(
                  400,
                  "types: there are no events of type '"
                      + unknown
                      + "'; there are "
                      + String.join(", ", new TreeSet<>(TYPES)));
            });
    return Set.copyOf(wanted);
  }

  /** The events for one client; no types are all types. */
  private record Stream(EventFeed.Following following, Set<String> types, InstantSource clock)
      implements EventStream {
    @Override
    public List<ServerSentEvent> next(Duration longest) throws InterruptedException {
      long deadline = System.nanoTime() + longest.toNanos();
      while (true) {
        EventFeed.Batch batch =
            following.next(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        List<ServerSentEvent> wanted = wanted(batch);
        // What is not for this client does not wake it.
        if (!wanted.isEmpty() || batch.events().isEmpty() || deadline - System.nanoTime() <= 0) {
          return wanted;
        }
      }
    }

    private List<ServerSentEvent> wanted(EventFeed.Batch batch) {
      List<ServerSentEvent> wanted = new ArrayList<>();
      if (batch.missed()) {
        wanted.add(
            new ServerSentEvent(
                batch.events().isEmpty() ? batch.position() : batch.events().getFirst().id() - 1,
                "gap",
                "{\"at\":\""
                    + Instant.ofEpochMilli(clock.millis())
                    + "\",\"detail\":\"Some events are not kept any more; read the lists anew\"}"));
      }
      batch.events().stream()
          .filter(event -> types.isEmpty() || types.contains(event.type()))
          .map(Stream::wire)
          .forEach(wanted::add);
      return wanted;
    }

    // What the catalog keeps is an object; the time comes first in it.
    private static ServerSentEvent wire(Event event) {
      String rest = event.data().substring(1);
      return new ServerSentEvent(
          event.id(),
          event.type(),
          "{\"at\":\"" + event.at() + "\"" + (rest.equals("}") ? "" : ",") + rest);
    }

    @Override
    public long position() {
      return following.position();
    }

    @Override
    public void close() {
      following.close();
    }
  }
}
