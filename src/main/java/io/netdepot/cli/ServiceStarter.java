package io.netdepot.cli;

import io.netdepot.config.Settings;
import java.util.List;

/** Starts the service, or says what would keep it from starting. */
public interface ServiceStarter {
  /**
   * Starts the service and returns when it answers requests.
   *
   * @param passwords those that were given; they replace the ones that are stored
   */
  RunningService start(Settings settings, UserPasswords passwords) throws StartProblem;

  /** What is wrong with the routes, a sentence each; starts nothing and writes nothing. */
  List<String> check(Settings settings);

  /** What is not wrong, and not what somebody is likely to have meant; a sentence each. */
  List<String> remarks(Settings settings);
}
