package io.netdepot.delivery;

import io.netdepot.catalog.DeliveryOrder;
import java.util.Optional;

/**
 * What a try is to bring about on a switch.
 *
 * @param image what is put there; empty when it has what it is to run
 * @param build what it runs at the end, as the switch or as its users call it; may be empty when it
 *     is not to boot
 * @param boots whether it is to boot into it
 */
public record Aim(Optional<DeliveryOrder> image, String build, boolean boots) {
  private static final String NVOS = "nvos-";

  static Aim of(DeliveryOrder order) {
    return new Aim(Optional.of(order), order.build(), order.install());
  }

  /**
   * A build without the name of the system, as vManage's clients call versions: {@code 25.02.2579}
   * of {@code nvos-25.02.2579}.
   */
  public static String bare(String build) {
    return build.startsWith(NVOS) ? build.substring(NVOS.length()) : build;
  }

  /** Whether two names mean the same build. */
  public static boolean same(String one, String other) {
    return !one.isEmpty() && bare(one).equals(bare(other));
  }

  /** What it is about, for people. */
  String what() {
    return image.map(DeliveryOrder::fileName).orElse(build);
  }
}
