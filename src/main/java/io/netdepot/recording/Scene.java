package io.netdepot.recording;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Something said to a device, and what it does then.
 *
 * @param line where it stands in its file
 * @param asked what is said; for HTTP the method and the path, with a blank between. Empty for what
 *     no other scene of the kind is about
 * @param body what an HTTP body holds
 * @param when the state of the device that this is for
 * @param mode the mode of the shell that this is for
 * @param times how often it is played; empty for once, or without end when it is the last one
 */
public record Scene(
    int line,
    Kind kind,
    Optional<Words> asked,
    List<Words> body,
    Optional<String> when,
    Optional<String> mode,
    OptionalInt times,
    List<Act> acts) {
  public Scene {
    body = List.copyOf(body);
    acts = List.copyOf(acts);
  }

  /** How something is asked. */
  public enum Kind {
    /** A command of its own channel, RFC 4254, section 6.5. */
    EXEC,
    /** An interactive shell begins. */
    GREETING,
    /** A line typed into an interactive shell. */
    INPUT,
    /** A request over HTTPS, by somebody who is logged in. */
    HTTP,
    /** A request over HTTPS, by somebody who is not. */
    UNAUTHORIZED
  }
}
