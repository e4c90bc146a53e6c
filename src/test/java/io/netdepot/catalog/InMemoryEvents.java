package io.netdepot.catalog;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The events of an {@link InMemoryCatalog}; only those that are added by hand. */
final class InMemoryEvents implements EventCatalog {
  private final InMemoryCatalog catalog;

  // Mutable state, within a call
  private final Deque<Event> kept = new ArrayDeque<>();
  private long newest;
  private volatile Runnable committed = () -> {};

  InMemoryEvents(InMemoryCatalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public List<Event> after(long id, int limit) {
    return catalog.call(
        () -> kept.stream().filter(event -> event.id() > id).limit(Math.max(limit, 0)).toList());
  }

  @Override
  public Kept kept() {
    return catalog.call(() -> new Kept(kept.isEmpty() ? newest + 1 : kept.getFirst().id(), newest));
  }

  @Override
  public void add(String type, String data) {
    boolean unused =
        catalog.call(
            () -> {
              newest++;
              return kept.add(new Event(newest, Instant.EPOCH, type, data));
            });
    committed.run();
  }

  @Override
  public int trim(long most, int limit) {
    return catalog.call(
        () -> {
          int forgotten = 0;
          while (forgotten < limit && !kept.isEmpty() && kept.getFirst().id() <= newest - most) {
            kept.removeFirst();
            forgotten++;
          }
          return forgotten;
        });
  }

  @Override
  public void listen(Runnable committed) {
    this.committed = committed;
  }
}
