package io.netdepot.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Compares sets of which each may be empty; what is reported is only the difference. */
final class Kept {
  private Kept() {}

  static void all(String what, Collection<String> there, Collection<String> wanted) {
    Set<String> missing = new HashSet<>(wanted);
    missing.removeAll(Set.copyOf(there));
    assertThat(missing).as(what + " that are missing").isEmpty();
  }

  static void none(String what, Collection<String> there, Collection<String> unwanted) {
    Set<String> back = new HashSet<>(unwanted);
    back.retainAll(Set.copyOf(there));
    assertThat(back).as(what + " that should not be there").isEmpty();
  }
}
