package io.netdepot.delivery;

import io.netdepot.catalog.Image;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.SwitchTask;
import io.netdepot.images.OutgoingImages;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongConsumer;

/** The tries of deliveries that run now, for the steps to find theirs. Thread-safe. */
public final class DeliveryRuns implements OutgoingImages {
  private final ConcurrentMap<EntityId, DeliveryRun> running = new ConcurrentHashMap<>();

  void add(DeliveryRun run) {
    running.put(run.task().id(), run);
  }

  void remove(DeliveryRun run) {
    running.remove(run.task().id(), run);
  }

  @Override
  public Optional<LongConsumer> begin(Image image, String from) {
    if (running.isEmpty() || from.isEmpty()) {
      return Optional.empty();
    }
    try {
      // A literal, so no name is looked up.
      InetAddress client = InetAddress.getByName(from);
      return running.values().stream()
          .filter(run -> run.isFetchedBy(image.id(), client))
          .findAny()
          .map(run -> run.live()::sent);
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  DeliveryRun of(SwitchTask task) {
    DeliveryRun run = running.get(task.taskId());
    if (run == null) {
      throw new IllegalStateException("Task " + task.taskId() + " delivers nothing");
    }
    return run;
  }
}
