package io.netdepot.catalog;

import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.SwitchAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The devices of an {@link InMemoryCatalog}. */
final class InMemoryDevices implements DeviceCatalog {
  private final InMemoryCatalog catalog;
  private final InMemoryOperations operations;

  // Mutable state, guarded by the catalog's lock
  private final Map<SwitchAddress, DeviceState> states = new HashMap<>();
  private final Map<EntityId, List<Told>> told = new HashMap<>();

  InMemoryDevices(InMemoryCatalog catalog, InMemoryOperations operations) {
    this.catalog = catalog;
    this.operations = operations;
  }

  @Override
  public void remember(DeviceState state) {
    catalog.call(() -> Optional.ofNullable(states.put(state.address(), state)));
  }

  @Override
  public Optional<DeviceState> state(SwitchAddress address) {
    return catalog.call(() -> Optional.ofNullable(states.get(address)));
  }

  @Override
  public Map<SwitchAddress, DeviceState> states() {
    return catalog.call(() -> Map.copyOf(states));
  }

  @Override
  public void tell(EntityId taskId, Instant at, String text) {
    catalog.call(
        () -> {
          List<Told> lines = told.computeIfAbsent(taskId, id -> new ArrayList<>());
          return operations.findTask(taskId).isPresent()
              && lines.size() < MOST_LINES
              && lines.add(new Told(at, text));
        });
  }

  @Override
  public Map<EntityId, List<Told>> told(EntityId operationId) {
    return catalog.call(
        () -> {
          Map<EntityId, List<Told>> found = new HashMap<>();
          for (Task task : operations.tasks(operationId)) {
            List<Told> lines = told.getOrDefault(task.id(), List.of());
            if (!lines.isEmpty()) {
              found.put(task.id(), List.copyOf(lines));
            }
          }
          return found;
        });
  }
}
