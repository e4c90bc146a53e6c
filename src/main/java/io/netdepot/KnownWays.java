package io.netdepot;

import io.netdepot.catalog.Profile;
import io.netdepot.config.Settings;
import io.netdepot.fleet.Access;
import io.netdepot.switches.Switches;
import io.netdepot.yaml.FileRefusedException;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Which switch is reached which way, wired. */
final class KnownWays {
  private KnownWays() {}

  /**
   * Reads what is set.
   *
   * @throws FileRefusedException when the file of switches is bad
   */
  static Switches open(Settings settings, Storage storage, Closing closing)
      throws IOException, FileRefusedException {
    Switches switches =
        closing.add(
            "switches",
            new Switches(
                settings.switches().file(),
                storage.data().lastGoodSwitches(),
                storage.catalog().switches(),
                id -> storage.profiles().find(id).map(Profile::name),
                Access.ssh(
                    settings.collect().platform(), settings.ssh().port(), settings.nvue().port()),
                storage.clock()));
    switches.load();
    return switches;
  }

  /**
   * The seams of step routes that collections enter.
   *
   * @param set what the names of those for the platforms that are set end in
   */
  static Set<String> seams(Settings settings, Set<String> set) {
    Set<String> seams = new HashSet<>(Set.of("collect", "aggregate"));
    set.forEach(steps -> seams.add("collect-" + steps));
    String usual = settings.collect().platform();
    seams.add(usual.equals(Access.AUTO) ? "detect" : "collect-" + usual);
    return seams;
  }
}
