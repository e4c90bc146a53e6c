package io.netdepot.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.catalog.ActionOrder;
import io.netdepot.catalog.OperationCatalog;
import io.netdepot.catalog.Order;
import io.netdepot.fleet.EntityId;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RecordedOrdersTest {
  private static final EntityId COLLECTION = id(0);

  private final AtomicInteger reads = new AtomicInteger();
  private final RecordedOrders orders =
      new RecordedOrders(
          (OperationCatalog)
              Proxy.newProxyInstance(
                  OperationCatalog.class.getClassLoader(),
                  new Class<?>[] {OperationCatalog.class},
                  (proxy, method, arguments) -> read((EntityId) arguments[0])));

  private static EntityId id(int number) {
    return new EntityId("%024x".formatted(number));
  }

  private Optional<Order> read(EntityId id) {
    reads.incrementAndGet();
    return id.equals(COLLECTION)
        ? Optional.empty()
        : Optional.of(new ActionOrder(ActionOrder.Action.LOOK, "", id.value(), "", List.of()));
  }

  @Test
  void anOrderIsReadOnce() {
    for (int time = 0; time < 3; time++) {
      assertThat(orders.of(id(1))).containsInstanceOf(ActionOrder.class);
    }
    assertThat(reads).hasValue(1);
    assertThat(orders.of(COLLECTION)).isEmpty();
  }

  @Test
  void onlyTheLastOnesAreKept() {
    for (int number = 1; number <= 17; number++) {
      assertThat(orders.of(id(number))).isPresent();
    }
    assertThat(reads).hasValue(17);
    assertThat(orders.of(id(17))).isPresent();
    assertThat(reads).hasValue(17);
    assertThat(orders.of(id(1))).isPresent();
    assertThat(reads).hasValue(18);
  }
}
