package io.netdepot.cli;

import io.netdepot.config.Settings;
import io.netdepot.secret.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Talks to a device and makes a recording of it. */
@FunctionalInterface
public interface DeviceRecorder {
  /**
   * Records a device.
   *
   * @param scratch an empty folder that is thrown away
   * @throws CommandProblem when the device cannot be reached, or talked to
   */
  Recorded record(Settings settings, Request request, Path scratch) throws CommandProblem;

  /**
   * What to record.
   *
   * @param platform empty takes the one that the file of switches says
   * @param rest whether to ask its REST API; else the file of switches says which way it is asked
   * @param port of SSH; empty takes the one that is set
   * @param restPort of the REST API; empty takes the one that is set
   * @param profile the name of the profile to log in with; empty means {@code user}
   * @param release of the device's software, in a person's words
   * @param commands to ask beside those that are known of the platform
   * @param generate whether to make a package, too
   * @param delete whether to delete that package again
   * @param settings of the command line, each as {@code name=value}
   */
  record Request(
      String address,
      Optional<String> platform,
      boolean rest,
      Optional<Integer> port,
      Optional<Integer> restPort,
      Optional<String> profile,
      Optional<User> user,
      String release,
      List<String> commands,
      boolean generate,
      boolean delete,
      List<String> settings) {
    public Request {
      settings = List.copyOf(settings);
      commands = List.copyOf(commands);
    }
  }

  /** Who logs in. */
  record User(String name, Secret password) {}

  /**
   * A recording.
   *
   * @param text of the file
   * @param masked what was masked, a line for each kind
   * @param doubts lines of the file that a person should look at
   * @param left files that are on the device since
   */
  record Recorded(String text, List<String> masked, List<String> doubts, List<String> left) {
    public Recorded {
      doubts = List.copyOf(doubts);
      masked = List.copyOf(masked);
      left = List.copyOf(left);
    }
  }
}
