package io.netdepot.switches;

import io.netdepot.fleet.Access;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.fleet.Transport;
import io.netdepot.ssh.JumpHost;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What people have set about switches. Immutable.
 *
 * @param rules the first one counts that is for a switch and says what is asked
 * @param jumps by name
 */
record SwitchPlan(List<SwitchRule> rules, Map<String, JumpHost> jumps) {
  /** In place of a jump host: the switch is reached directly, whatever later entries say. */
  static final String DIRECTLY = "none";

  SwitchPlan {
    rules = List.copyOf(rules);
    jumps = Map.copyOf(jumps);
  }

  /** What is set for a switch, and the usual for the rest. */
  Access access(SwitchAddress address, Optional<String> profile, Access usual) {
    List<SwitchRule> rulesFor =
        rules.stream().filter(rule -> rule.match().matches(address, profile)).toList();
    return new Access(
        first(rulesFor, SwitchRule::platform).orElse(usual.platform()),
        first(rulesFor, SwitchRule::transport).orElse(usual.transport()),
        first(rulesFor, SwitchRule::port).orElse(usual.port()),
        first(rulesFor, SwitchRule::restPort).orElse(usual.restPort()),
        first(rulesFor, SwitchRule::jump).filter(name -> !name.equals(DIRECTLY)),
        first(rulesFor, SwitchRule::trust).orElse(usual.trust()));
  }

  /** Whether an entry says the platform of a switch. */
  boolean saysPlatform(SwitchAddress address, Optional<String> profile) {
    return rules.stream()
        .anyMatch(rule -> rule.platform().isPresent() && rule.match().matches(address, profile));
  }

  private static <T> Optional<T> first(
      List<SwitchRule> rules, Function<SwitchRule, Optional<T>> value) {
    return rules.stream().map(value).flatMap(Optional::stream).findFirst();
  }

  /** What the names of step routes must end in for every platform that is set. */
  Set<String> steps() {
    return rules.stream()
        .filter(rule -> rule.platform().isPresent())
        .map(rule -> Access.steps(rule.platform().get(), rule.transport().orElse(Transport.SSH)))
        .collect(Collectors.toUnmodifiableSet());
  }
}
