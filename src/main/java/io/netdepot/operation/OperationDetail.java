package io.netdepot.operation;

import io.netdepot.catalog.TaskTimes;
import io.netdepot.fleet.EntityId;
import java.util.List;
import java.util.Map;

/**
 * An operation with what its list leaves out.
 *
 * @param times when what happened to its tasks, by their ids; with the phases of tries that go on
 * @param retries the operations that collect again what failed in this one, the oldest first
 */
public record OperationDetail(
    OperationView view, Map<EntityId, TaskTimes> times, List<EntityId> retries) {

  public OperationDetail {
    times = Map.copyOf(times);
    retries = List.copyOf(retries);
  }
}
