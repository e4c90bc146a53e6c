package io.netdepot.catalog;

import io.netdepot.fleet.SwitchAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The switches of an {@link InMemoryCatalog}. */
final class InMemorySwitches implements SwitchCatalog {
  private final InMemoryCatalog catalog;
  private final InMemoryOperations operations;

  // Mutable state, guarded by the catalog's lock
  private final Map<SwitchAddress, DetectedPlatform> detected = new HashMap<>();

  InMemorySwitches(InMemoryCatalog catalog, InMemoryOperations operations) {
    this.catalog = catalog;
    this.operations = operations;
  }

  @Override
  public void remember(DetectedPlatform found) {
    catalog.call(() -> Optional.ofNullable(detected.put(found.address(), found)));
  }

  @Override
  public Optional<DetectedPlatform> detected(SwitchAddress address) {
    return catalog.call(() -> Optional.ofNullable(detected.get(address)));
  }

  @Override
  public boolean forget(SwitchAddress address) {
    return catalog.call(() -> detected.remove(address) != null);
  }

  @Override
  public Optional<SeenSwitch> find(SwitchAddress address) {
    return catalog.call(() -> seen(address));
  }

  @Override
  public List<SeenSwitch> list(Optional<SwitchAddress> after, int limit) {
    return catalog.call(
        () ->
            Stream.concat(detected.keySet().stream(), operations.newestBySwitch().keySet().stream())
                .distinct()
                .filter(
                    address ->
                        after
                            .map(SwitchAddress::canonical)
                            .filter(last -> address.canonical().compareTo(last) <= 0)
                            .isEmpty())
                .sorted(Comparator.comparing(SwitchAddress::canonical))
                .limit(Math.max(limit, 0))
                .flatMap(address -> seen(address).stream())
                .toList());
  }

  private Optional<SeenSwitch> seen(SwitchAddress address) {
    Optional<DetectedPlatform> platform = Optional.ofNullable(detected.get(address));
    Optional<Task> last = Optional.ofNullable(operations.newestBySwitch().get(address));
    return last.map(Task::address)
        .or(() -> platform.map(DetectedPlatform::address))
        .map(known -> new SeenSwitch(known, platform, last, last.flatMap(operations::endedAt)));
  }
}
