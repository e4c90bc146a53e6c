package io.netdepot.devices;

import io.netdepot.catalog.CatalogTrouble;
import io.netdepot.catalog.DeviceState;
import io.netdepot.catalog.RecordedRequest;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.operation.Operations;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has devices asked that never told what they have: at the start, when the file of devices has
 * changed, and again later, each time after twice as long. There is one operation at a time, with
 * the limits of every other. Thread-safe.
 */
public final class FirstLooks implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(FirstLooks.class);
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration LAST_LOOK = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofDays(1);
  // What is ordered is read anew for each device of an operation.
  private static final int MOST = 100;
  private static final String USER = "system";

  private final Devices devices;
  private final DeviceOrders orders;
  private final DeviceLog states;
  private final Operations operations;
  private final Duration retry;
  private final String address;
  private final InstantSource clock;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  // Mutable state of whoever looks, one at a time
  private final Map<SwitchAddress, Asked> asked = new HashMap<>();
  private Instant file = Instant.MIN;
  private Instant next = Instant.MIN;
  private Optional<EntityId> running = Optional.empty();

  /** How often a device was asked in vain, and when it is asked again. */
  private record Asked(int times, Instant again) {}

  /**
   * Looks that have not begun.
   *
   * @param retry how long after the first look the second one is
   * @param address our own, for the request that an operation shows as what made it
   */
  public FirstLooks(
      Devices devices,
      DeviceOrders orders,
      DeviceLog states,
      Operations operations,
      Duration retry,
      URI address,
      InstantSource clock) {
    this.devices = devices;
    this.orders = orders;
    this.states = states;
    this.operations = operations;
    this.retry = retry;
    this.address = address.toString().replaceFirst("/$", "");
    this.clock = clock;
    this.thread = Thread.ofVirtual().name("first-looks").unstarted(this::follow);
  }

  /** Begins. */
  public void start() {
    thread.start();
  }

  private void follow() {
    try {
      do {
        try {
          look();
        } catch (RuntimeException e) {
          CatalogTrouble.tell(log, "New devices cannot be asked what they have, trying again", e);
        }
      } while (!closed.await(TICK.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Orders the next look when one is due. */
  synchronized void look() {
    if (running.filter(id -> operations.unfinished().contains(id)).isPresent()) {
      return;
    }
    running = Optional.empty();
    if (!devices.loadedAt().equals(file)) {
      file = devices.loadedAt();
      asked.clear();
      next = Instant.MIN;
    }
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      return;
    }
    List<KnownDevice> due =
        untold().stream().filter(known -> !now.isBefore(dueAt(known))).limit(MOST).toList();
    if (due.isEmpty()) {
      next = untold().stream().map(this::dueAt).min(Instant::compareTo).orElse(Instant.MAX);
      return;
    }
    due.forEach(known -> note(known, now));
    order(due.stream().filter(this::isAskable).toList());
  }

  private List<KnownDevice> untold() {
    return devices.list().stream()
        .filter(known -> known.state().flatMap(DeviceState::toldAt).isEmpty())
        .toList();
  }

  private Instant dueAt(KnownDevice known) {
    return Optional.ofNullable(asked.get(known.device().address()))
        .map(Asked::again)
        .orElse(Instant.MIN);
  }

  private void note(KnownDevice known, Instant now) {
    SwitchAddress device = known.device().address();
    int times = Optional.ofNullable(asked.get(device)).map(Asked::times).orElse(0);
    Duration delay = retry.multipliedBy(1L << Math.min(times, 20));
    asked.put(
        device, new Asked(times + 1, now.plus(delay.compareTo(LONGEST) < 0 ? delay : LONGEST)));
  }

  private boolean isAskable(KnownDevice known) {
    Optional<String> obstacle = orders.obstacle(known);
    obstacle.ifPresent(
        why ->
            states.notTold(
                known.device().address(),
                new Failure(FailureReason.PROFILE_UNUSABLE, Phase.WAITING, why),
                Optional.of(false)));
    return obstacle.isEmpty();
  }

  private void order(List<KnownDevice> due) {
    if (due.isEmpty()) {
      return;
    }
    DeviceOrdered ordered = orders.look(due, USER, "", recorded(due));
    switch (ordered) {
      case DeviceOrdered.Accepted(var id) -> {
        running = Optional.of(id);
        log.info("Operation {} asks new devices what they have: {}", id, due.size());
      }
      // Whoever works on them asks them too.
      case DeviceOrdered.Busy(var sentence) -> log.debug("New devices are not asked: {}", sentence);
      case DeviceOrdered.Bad(var sentence) -> log.warn("New devices are not asked: {}", sentence);
      case DeviceOrdered.Unknown(var sentence) ->
          log.warn("New devices are not asked: {}", sentence);
    }
  }

  // As a client would have asked for it.
  private RecordedRequest recorded(List<KnownDevice> due) {
    List<String> names = new ArrayList<>();
    // What may stand in a uuid needs no quoting.
    due.forEach(known -> names.add('"' + known.device().uuid() + '"'));
    return new RecordedRequest(
        "post",
        address + "/netdepot/v1/devices/look",
        "{\"devices\":[" + String.join(",", names) + "]}");
  }

  /** Orders no more looks; one that is being ordered is when this returns. */
  @Override
  public void close() {
    closed.countDown();
    try {
      if (thread.isAlive() && !thread.join(LAST_LOOK)) {
        log.warn("Asking new devices does not end; stopping without it");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
