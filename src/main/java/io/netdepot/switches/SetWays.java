package io.netdepot.switches;

import io.netdepot.fleet.Access;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.ssh.JumpHost;
import io.netdepot.yaml.FileRefusedException;
import io.netdepot.yaml.LiveFile;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a file of switches says, read once: for commands that reach switches as the service does
 * without being it. Immutable.
 */
public final class SetWays {
  private final SwitchPlan plan;

  private SetWays(SwitchPlan plan) {
    this.plan = plan;
  }

  /**
   * Reads a file; a missing one says nothing. Whether there are steps for its platforms is not
   * looked at.
   *
   * @throws FileRefusedException with everything that is wrong
   */
  public static SetWays read(Path file) throws FileRefusedException {
    return new SetWays(
        LiveFile.read(
            file,
            (name, text) -> SwitchReader.read(name, text, Switches.folder(file), steps -> true)));
  }

  /**
   * What is set for a switch, and the usual for the rest.
   *
   * @param profile the name of the profile that it is logged in with
   */
  public Access access(SwitchAddress address, Optional<String> profile, Access usual) {
    return plan.access(address, profile, usual);
  }

  /** A jump host by its name. */
  public Optional<JumpHost> jump(String name) {
    return Optional.ofNullable(plan.jumps().get(name));
  }
}
