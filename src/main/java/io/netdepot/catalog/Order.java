package io.netdepot.catalog;

/** What an operation is to do with its switches, other than to collect from them. */
public sealed interface Order permits DeliveryOrder, ActionOrder {
  OperationKind kind();
}
