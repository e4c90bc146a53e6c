package io.netdepot.own;

import io.netdepot.catalog.DeliveryOrder;
import io.netdepot.operation.ListedOperation;
import org.jspecify.annotations.Nullable;

/** A delivery as our own lists write it. */
record DeliveryWire(OrderWire delivery, OperationSummaryWire operation) {

  static DeliveryWire of(ListedOperation listed) {
    return new DeliveryWire(
        OrderWire.of(listed.operation().delivery().orElseThrow()), OperationSummaryWire.of(listed));
  }

  /** What is delivered. */
  record OrderWire(
      String imageId,
      String fileName,
      long size,
      String sha256,
      String via,
      boolean install,
      @Nullable String build) {

    static OrderWire of(DeliveryOrder order) {
      return new OrderWire(
          order.image().value(),
          order.fileName(),
          order.size(),
          order.digest().hex(),
          order.way().word(),
          order.install(),
          order.build().isEmpty() ? null : order.build());
    }
  }
}
