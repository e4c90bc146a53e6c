package io.netdepot.delivery;

import io.netdepot.catalog.DeliveryOrder;

/**
 * What step routes read as the exchange property {@code delivery}.
 *
 * @param link where the switch can fetch the image from us
 * @param mayPut whether the image may be put there where the switch cannot fetch it
 * @param install whether it shall also be installed
 * @param installing whether an earlier try told the switch to install it
 */
public record Delivery(
    String fileName,
    long size,
    String sha256,
    String link,
    boolean mayPut,
    boolean install,
    boolean installing) {
  /** The name of the exchange property. */
  public static final String PROPERTY = "delivery";

  static Delivery of(DeliveryOrder order, SwitchNote note) {
    return new Delivery(
        order.fileName(),
        order.size(),
        order.digest().hex(),
        order.link(),
        order.way() == DeliveryOrder.Way.AUTO,
        order.install(),
        note.get(SwitchNote.Fact.INSTALL_BEGUN).isPresent());
  }
}
