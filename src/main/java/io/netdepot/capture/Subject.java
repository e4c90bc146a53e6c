package io.netdepot.capture;

import java.util.List;

/**
 * Which device is recorded.
 *
 * @param platform whose steps collect from it, such as {@code nvos} or {@code nvos-rest}
 * @param release of its software, in a person's words
 * @param user who logs in
 * @param secrets that must not be in the recording, such as the password
 * @param settings that collections from it are made with, each as {@code name=value}
 * @param names its address and what else is known of it
 */
public record Subject(
    String platform,
    String release,
    String user,
    List<String> secrets,
    List<String> settings,
    List<String> names) {
  /** In place of a platform that is not known. */
  public static final String UNKNOWN = "unknown";

  public Subject {
    settings = List.copyOf(settings);
    secrets = List.copyOf(secrets);
    names = List.copyOf(names);
  }

  boolean isKnown() {
    return !platform.startsWith(UNKNOWN);
  }
}
