package io.netdepot.ssh;

import io.netdepot.fleet.Phase;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.camel.util.TimeUtils;

/**
 * The options that a route gives to one step of an endpoint of ours. What is wrong with one is said
 * in an {@link IllegalArgumentException} that names it and the endpoint.
 */
public final class StepOptions {
  private final String scheme;
  private final Map<String, String> given = new TreeMap<>();

  /**
   * @param scheme of the endpoint, whose options are documented in docs/{scheme}-endpoint.md
   */
  public StepOptions(String scheme, Map<String, Object> parameters) {
    this.scheme = scheme;
    parameters.forEach((name, value) -> given.put(name, String.valueOf(value)));
  }

  /**
   * Looks that each is one there is. The value of one that may be a secret is not repeated.
   *
   * @param refused why one is refused, by its name: what follows after it in a sentence
   */
  public void requireKnown(Set<String> known, Map<String, String> refused) {
    for (String name : given.keySet()) {
      String why = refused.get(name);
      if (why != null) {
        throw wrong(name, why);
      }
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            scheme
                + ": has no option "
                + name
                + "; it has "
                + String.join(", ", new TreeSet<>(known)));
      }
    }
  }

  public boolean has(String name) {
    return given.containsKey(name);
  }

  /** What was given, which may be an empty text. */
  public Optional<String> find(String name) {
    return Optional.ofNullable(given.get(name));
  }

  /** What was given; a setting that is empty until somebody needs it may stand behind it. */
  public String present(String name) {
    return find(name).orElseThrow(() -> missing(name));
  }

  /** What was given, which has to be some text. */
  public String required(String name) {
    return find(name).filter(value -> !value.isBlank()).orElseThrow(() -> missing(name));
  }

  private IllegalArgumentException missing(String name) {
    return wrong(name, " is missing; see docs/" + scheme + "-endpoint.md");
  }

  /** Looks that an option is not there that would have no meaning. */
  public void refuse(String name, String with) {
    if (has(name)) {
      throw wrong(name, " goes with " + with);
    }
  }

  /**
   * The phase of the work that the step is.
   *
   * @param otherwise the phase when none is given; empty when one has to be
   */
  public Phase phase(Optional<Phase> otherwise) {
    return find("phase").map(Phase::of).or(() -> otherwise).orElseThrow(() -> missing("phase"));
  }

  /** A span longer than nothing. */
  public Duration duration(String name) {
    String text = required(name);
    long millis;
    try {
      millis = TimeUtils.toMilliSeconds(text.strip());
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      // The second is what the library makes of a text without digits.
      millis = 0;
    }
    if (millis <= 0) {
      throw wrong(name, " is a span such as 60000, 60s or 30m, not '" + text + "'");
    }
    return Duration.ofMillis(millis);
  }

  /**
   * The sentence about an option that is wrong.
   *
   * @param why what follows after its name, with a space before it
   */
  public IllegalArgumentException wrong(String name, String why) {
    return new IllegalArgumentException("The option " + name + " of " + scheme + ":" + why);
  }
}
