package io.netdepot.delivery;

import io.netdepot.collect.SwitchJob;
import org.apache.camel.Exchange;

/**
 * What a try is for, where what deliveries do is a part of it: an image that is put onto a switch,
 * a boot that is waited for. Used by the thread of the try.
 */
public interface Purpose {
  /** The step route that does it. */
  String entry();

  /** Puts onto the exchange what the steps need beside the delivery. */
  default void prepare(Exchange exchange) {}

  /**
   * Whether all that was to be done is done.
   *
   * @param delivered whether the image is there, or the switch runs what it is to run
   */
  boolean isDone(boolean delivered);

  /** The try has ended like this, also when its steps never began. */
  default void ended(SwitchJob.Result result) {}

  /** Nothing more comes of the try. */
  default void close() {}
}
