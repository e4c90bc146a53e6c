package io.netdepot.operation;

import io.netdepot.catalog.OperationCatalog;
import io.netdepot.catalog.Order;
import io.netdepot.fleet.EntityId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The orders of operations. Each try of each switch asks for that of its operation, which may have
 * a thousand devices in it, so that the last few are kept; an order never changes. Thread-safe.
 */
final class RecordedOrders {
  private static final int KEPT = 16;

  private final OperationCatalog recorded;
  private final ReentrantLock lock = new ReentrantLock();

  // Mutable state, guarded by the lock: who was not asked for the longest time first.
  private final Map<EntityId, Order> kept = new LinkedHashMap<>(KEPT, 0.75f, true);

  RecordedOrders(OperationCatalog recorded) {
    this.recorded = recorded;
  }

  /** What an operation is to do; empty when it collects. */
  Optional<Order> of(EntityId operationId) {
    return find(operationId)
        .or(
            () -> {
              Optional<Order> read = recorded.order(operationId);
              read.ifPresent(order -> keep(operationId, order));
              return read;
            });
  }

  private Optional<Order> find(EntityId operationId) {
    lock.lock();
    try {
      return Optional.ofNullable(kept.get(operationId));
    } finally {
      lock.unlock();
    }
  }

  private void keep(EntityId operationId, Order order) {
    lock.lock();
    try {
      kept.put(operationId, order);
      if (kept.size() > KEPT) {
        kept.remove(kept.keySet().iterator().next());
      }
    } finally {
      lock.unlock();
    }
  }
}
