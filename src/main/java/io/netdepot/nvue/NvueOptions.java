package io.netdepot.nvue;

import io.netdepot.fleet.Phase;
import io.netdepot.ssh.PathTemplate;
import io.netdepot.ssh.StepOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

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

  private static final String SECRET =
      " would put a secret into a route; the login is looked up by the task's profile";
  private static final String FOR_ALL =
      " is not an option of a route; which way a switch is reached stands in the file of switches";

  /** What other HTTP components have and we refuse, and why. */
  private static final Map<String, String> REFUSED = refused();

  private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9-]{0,63}");

  private final StepOptions given;

  private NvueOptions(StepOptions given) {
    this.given = given;
  }

  /**
   * Reads what an endpoint is to do.
   *
   * @throws IllegalArgumentException when an option is not supported, missing or wrong; says which
   *     and never repeats the value of one that may be a secret
   */
  static NvueStep parse(Map<String, Object> parameters) {
    StepOptions given = new StepOptions("nvue", parameters);
    given.requireKnown(KNOWN, REFUSED);
    NvueOptions options = new NvueOptions(given);
    String fetch = given.find("fetch").orElse("");
    return switch (fetch) {
      case "" -> given.has("action") ? options.act() : options.read();
      case "push" -> options.push();
      default ->
          throw given.wrong(
              "fetch",
              " is 'push', not '" + fetch + "'; to fetch a file from the switch use ssh:switch");
    };
  }

  private NvueStep read() {
    given.refuse("parameters", "an action");
    return new NvueStep.Read(
        given.phase(Optional.empty()),
        path(),
        given.find("revision").map(text -> word("revision", text)),
        given.duration("timeout"));
  }

  private NvueStep act() {
    given.refuse("revision", "reading, without an action");
    return new NvueStep.Act(
        given.phase(Optional.empty()),
        path(),
        word("action", given.required("action")),
        given.find("parameters").map(this::parameters),
        given.duration("timeout"));
  }

  private NvueStep push() {
    given.refuse("action", "a step without fetch; what pushes is the action upload");
    given.refuse("parameters", "an action; where to push is known to the step alone");
    given.refuse("revision", "reading, without fetch");
    return new NvueStep.Push(
        given.phase(Optional.of(Phase.FETCH)), path(), given.duration("timeout"));
  }

  private PathTemplate path() {
    String text = given.required("path");
    if (text.startsWith("/") || text.contains("..") || !text.chars().noneMatch(NvueOptions::odd)) {
      throw given.wrong(
          "path",
          " is a resource below /nvue_v1, such as"
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

  private PathTemplate parameters(String text) {
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

  private String word(String option, String text) {
    if (!WORD.matcher(text).matches()) {
      throw given.wrong(option, " is a word of small letters, digits and '-', not '" + text + "'");
    }
    return text;
  }

  private static Map<String, String> refused() {
    Map<String, String> refused = new HashMap<>();
    for (String name :
        List.of("username", "password", "authMethod", "authUsername", "authPassword", "token")) {
      refused.put(name, SECRET);
    }
    for (String name :
        List.of(
            "host",
            "port",
            "sslContextParameters",
            "x509HostnameVerifier",
            "followRedirects",
            "httpMethod",
            "proxyHost",
            "proxyPort")) {
      refused.put(name, FOR_ALL);
    }
    return refused;
  }
}
