package io.netdepot.ssh;

import io.netdepot.fleet.Phase;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.util.TimeUtils;

/**
 * Reads the options of an {@code ssh:switch} endpoint when its route is loaded. The options are
 * documented in docs/ssh-endpoint.md.
 */
final class SshOptions {
  private static final String SECRET =
      " would put a secret into a route; the login is looked up by the task's profile, and"
          + " ssh.key.<profile> names a key file";
  private static final String PINNED =
      " is not an option of a route; host keys are pinned for all, see ssh.host-keys";
  private static final String NEGOTIATED = " is not an option of a route; it is the same for all";
  private static final String CONSUMER = " belongs to a consumer; a route cannot begin with ssh:";

  /** What camel-ssh has and we refuse, and why. */
  private static final Map<String, String> REFUSED = refused();

  /** The options there are. */
  static final Set<String> KNOWN =
      Set.of("command", "timeout", "phase", "exitValues", "fetch", "path", "size");

  private static final Duration AS_LONG_AS_THE_DEADLINE = Duration.ofDays(365);
  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

  private final Map<String, String> given = new TreeMap<>();

  private SshOptions(Map<String, Object> parameters) {
    parameters.forEach((name, value) -> given.put(name, String.valueOf(value)));
  }

  /**
   * Reads what an endpoint is to do.
   *
   * @throws IllegalArgumentException when an option is not supported, missing or wrong; says which
   *     and never repeats the value of one that may be a secret
   */
  static SshStep parse(Map<String, Object> parameters) {
    SshOptions options = new SshOptions(parameters);
    options.requireKnown();
    String fetch = options.given.getOrDefault("fetch", "");
    return switch (fetch) {
      case "" -> options.run();
      case "sftp" -> options.fetchFile();
      case "command" -> options.fetchOutput();
      default ->
          throw new IllegalArgumentException(
              "The option fetch of ssh: is 'sftp' or 'command', not '" + fetch + "'");
    };
  }

  private SshStep run() {
    refuse("path", "fetch=sftp");
    refuse("size", "fetch=command");
    return new SshStep.Run(
        phase(Optional.empty()),
        CommandTemplate.parse(required("command")),
        duration(required("timeout")),
        exitValues());
  }

  private SshStep fetchFile() {
    refuse("command", "fetch=command, or without fetch");
    refuse("size", "fetch=command");
    refuse("exitValues", "a command");
    return new SshStep.FetchFile(
        phase(Optional.of(Phase.FETCH)), PathTemplate.parse(required("path")), fetchTimeout());
  }

  private SshStep fetchOutput() {
    refuse("path", "fetch=sftp");
    refuse("exitValues", "a command without fetch; a fetching one has to end with 0");
    return new SshStep.FetchOutput(
        phase(Optional.of(Phase.FETCH)),
        CommandTemplate.parse(required("command")),
        required("size"),
        fetchTimeout());
  }

  private Phase phase(Optional<Phase> otherwise) {
    String word = given.get("phase");
    if (word == null) {
      return otherwise.orElseThrow(() -> missing("phase"));
    }
    return Phase.of(word);
  }

  private Duration fetchTimeout() {
    String timeout = given.get("timeout");
    return timeout == null ? AS_LONG_AS_THE_DEADLINE : duration(timeout);
  }

  private static Duration duration(String text) {
    long millis;
    try {
      millis = TimeUtils.toMilliSeconds(text.strip());
    } catch (IllegalArgumentException e) {
      millis = 0;
    }
    if (millis <= 0) {
      throw new IllegalArgumentException(
          "The option timeout of ssh: is a span such as 60000, 60s or 30m, not '" + text + "'");
    }
    return Duration.ofMillis(millis);
  }

  private Set<Integer> exitValues() {
    String text = given.getOrDefault("exitValues", "0");
    try {
      return Arrays.stream(COMMA.split(text.strip(), -1))
          .map(Integer::valueOf)
          .collect(Collectors.toUnmodifiableSet());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "The option exitValues of ssh: is a list of numbers such as 0,1, not '" + text + "'", e);
    }
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
        "The option " + name + " of ssh: is missing; see docs/ssh-endpoint.md");
  }

  private void refuse(String name, String with) {
    if (given.containsKey(name)) {
      throw new IllegalArgumentException("The option " + name + " of ssh: goes with " + with);
    }
  }

  private void requireKnown() {
    for (String name : given.keySet()) {
      String why = REFUSED.get(name);
      if (why != null) {
        throw new IllegalArgumentException("The option " + name + " of ssh:" + why);
      }
      if (!KNOWN.contains(name)) {
        throw new IllegalArgumentException(
            "ssh: has no option "
                + name
                + "; it has "
                + String.join(", ", new java.util.TreeSet<>(KNOWN)));
      }
    }
  }

  private static Map<String, String> refused() {
    Map<String, String> refused = new LinkedHashMap<>();
    for (String name :
        new String[] {
          "username",
          "password",
          "keyPairProvider",
          "keyType",
          "certResource",
          "certResourcePassword"
        }) {
      refused.put(name, SECRET);
    }
    for (String name : new String[] {"knownHostsResource", "failOnUnknownHost"}) {
      refused.put(name, PINNED);
    }
    for (String name :
        new String[] {
          "kex",
          "ciphers",
          "macs",
          "signatures",
          "compressions",
          "clientBuilder",
          "channelType",
          "shellPrompt",
          "sleepForShellPrompt",
          "host",
          "port"
        }) {
      refused.put(name, NEGOTIATED);
    }
    for (String name :
        new String[] {
          "pollCommand",
          "sendEmptyMessageWhenIdle",
          "pollStrategy",
          "backoffErrorThreshold",
          "backoffIdleThreshold",
          "backoffMultiplier",
          "delay",
          "greedy",
          "initialDelay",
          "repeatCount",
          "runLoggingLevel",
          "scheduledExecutorService",
          "scheduler",
          "schedulerProperties",
          "startScheduler",
          "timeUnit",
          "useFixedDelay",
          "bridgeErrorHandler",
          "exceptionHandler",
          "exchangePattern"
        }) {
      refused.put(name, CONSUMER);
    }
    return refused;
  }
}
