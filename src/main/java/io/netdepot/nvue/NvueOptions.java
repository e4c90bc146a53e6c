package io.netdepot.nvue;

import io.netdepot.fleet.Phase;
import io.netdepot.ssh.PathTemplate;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.camel.util.TimeUtils;

/**
 * Reads the options of an {@code nvue:switch} endpoint when its route is loaded. The options are
 * documented in docs/nvue-endpoint.md.
 */
final class NvueOptions {
  /** The options there are. */
  static final Set<String> KNOWN =
      Set.of("path", "action", "parameters", "fetch", "revision", "phase", "timeout");

  /** Those that are taken as they are written. */
  static final Set<String> VERBATIM = Set.of("path", "parameters");

  private static final Set<String> SECRETS =
      Set.of("username", "password", "authMethod", "authUsername", "authPassword", "token");
  private static final Set<String> FOR_ALL =
      Set.of(
          "host",
          "port",
          "sslContextParameters",
          "x509HostnameVerifier",
          "followRedirects",
          "httpMethod",
          "proxyHost",
          "proxyPort");
  private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9-]{0,63}");

  private final Map<String, String> given = new TreeMap<>();

  private NvueOptions(Map<String, Object> parameters) {
    parameters.forEach((name, value) -> given.put(name, String.valueOf(value)));
  }

  /**
   * Reads what an endpoint is to do.
   *
   * @throws IllegalArgumentException when an option is not supported, missing or wrong; says which
   *     and never repeats the value of one that may be a secret
   */
  static NvueStep parse(Map<String, Object> parameters) {
    NvueOptions options = new NvueOptions(parameters);
    options.requireKnown();
    String fetch = options.given.getOrDefault("fetch", "");
    return switch (fetch) {
      case "" -> options.given.containsKey("action") ? options.act() : options.read();
      case "push" -> options.push();
      default ->
          throw new IllegalArgumentException(
              "The option fetch of nvue: is 'push', not '"
                  + fetch
                  + "'; to fetch a file from the switch use ssh:switch");
    };
  }

  private NvueStep read() {
    refuse("parameters", "an action");
    return new NvueStep.Read(
        phase(Optional.empty()),
        path(),
        Optional.ofNullable(given.get("revision")).map(text -> word("revision", text)),
        duration());
  }

  private NvueStep act() {
    refuse("revision", "reading, without an action");
    return new NvueStep.Act(
        phase(Optional.empty()),
        path(),
        word("action", required("action")),
        Optional.ofNullable(given.get("parameters")).map(NvueOptions::parameters),
        duration());
  }

  private NvueStep push() {
    refuse("action", "a step without fetch; what pushes is the action upload");
    refuse("parameters", "an action; where to push is known to the step alone");
    refuse("revision", "reading, without fetch");
    return new NvueStep.Push(phase(Optional.of(Phase.FETCH)), path(), duration());
  }

  private Phase phase(Optional<Phase> otherwise) {
    String word = given.get("phase");
    if (word == null) {
      return otherwise.orElseThrow(() -> missing("phase"));
    }
    return Phase.of(word);
  }

  private PathTemplate path() {
    String text = required("path");
    if (text.startsWith("/") || text.contains("..") || !text.chars().noneMatch(NvueOptions::odd)) {
      throw new IllegalArgumentException(
          "The option path of nvue: is a resource below /nvue_v1, such as"
              + " system/tech-support/files/{file}, not '"
              + text
              + "'");
    }
    return PathTemplate.parse(text);
  }

  // A query or another host is none of a route's business.
  private static boolean odd(int character) {
    return character <= ' ' || "?#%&:\\\"<>".indexOf(character) >= 0 || character > '~';
  }

  private static PathTemplate parameters(String text) {
    try {
      PathTemplate template = PathTemplate.parse(text);
      ActionParameters.of(template.fill(any -> Optional.of("x"), value -> value));
      return template;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "The option parameters of nvue: is a list such as since={since}, force=true, not '"
              + text
              + "'",
          e);
    }
  }

  private static String word(String option, String text) {
    if (!WORD.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "The option "
              + option
              + " of nvue: is a word of small letters, digits and '-', not '"
              + text
              + "'");
    }
    return text;
  }

  private Duration duration() {
    String text = required("timeout");
    long millis;
    try {
      millis = TimeUtils.toMilliSeconds(text.strip());
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      // The second is what the library makes of a text without digits.
      millis = 0;
    }
    if (millis <= 0) {
      throw new IllegalArgumentException(
          "The option timeout of nvue: is a span such as 60000, 60s or 30m, not '" + text + "'");
    }
    return Duration.ofMillis(millis);
  }

  private String required(String name) {
    String value = given.get(name);
    if (value == null || value.isBlank()) {
      throw missing(name);
    }
    return value;
  }

  private static IllegalArgumentException missing(String name) {
    return new IllegalArgumentException(
        "The option " + name + " of nvue: is missing; see docs/nvue-endpoint.md");
  }

  private void refuse(String name, String with) {
    if (given.containsKey(name)) {
      throw new IllegalArgumentException("The option " + name + " of nvue: goes with " + with);
    }
  }

  private void requireKnown() {
    for (String name : given.keySet()) {
      if (SECRETS.contains(name)) {
        throw new IllegalArgumentException(
            "The option "
                + name
                + " of nvue: would put a secret into a route; the login is looked up by the task's"
                + " profile");
      }
      if (FOR_ALL.contains(name)) {
        throw new IllegalArgumentException(
            "The option "
                + name
                + " of nvue: is not an option of a route; which way a switch is reached stands in"
                + " the file of switches");
      }
      if (!KNOWN.contains(name)) {
        throw new IllegalArgumentException(
            "nvue: has no option " + name + "; it has " + String.join(", ", new TreeSet<>(KNOWN)));
      }
    }
  }
}
