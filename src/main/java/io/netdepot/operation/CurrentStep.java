package io.netdepot.operation;

import io.netdepot.fleet.Phase;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One sentence for people on what an operation does: how many are done, and the switch that is
 * furthest on.
 */
final class CurrentStep {
  private CurrentStep() {}

  static String of(List<SwitchView> switches) {
    long done = switches.stream().filter(CurrentStep::ended).count();
    Optional<SwitchView> furthest =
        switches.stream()
            .filter(one -> !ended(one))
            .max(Comparator.comparing(SwitchView::phase).thenComparing(SwitchView::received));
    String count = done + " of " + switches.size() + " switches done";
    return furthest.map(one -> sentence(one) + "; " + count).orElse(count);
  }

  private static boolean ended(SwitchView one) {
    return one.task().state().isTerminal();
  }

  private static String sentence(SwitchView one) {
    String doing = one.phase() == Phase.WAITING ? "Waiting for" : one.phase().doing();
    String bytes =
        (one.phase() == Phase.FETCH || one.phase() == Phase.DELIVER) && one.expected() > 0
            ? " (" + 100 * one.received() / one.expected() + " %)"
            : "";
    return doing + " " + one.task().address() + bytes;
  }
}
