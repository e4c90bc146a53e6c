package io.netdepot.ssh;

import io.netdepot.fleet.Phase;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
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
      Set.of(
          "channelType",
          "command",
          "delete",
          "exitValues",
          "failurePattern",
          "fetch",
          "greeting",
          "list",
          "look",
          "path",
          "pause",
          "phase",
          "prepare",
          "put",
          "shellPrompt",
          "size",
          "timeout");

  /** Those that mean what they do, so that there is one of them at most. */
  private static final List<String> KINDS =
      List.of("fetch", "list", "look", "put", "delete", "pause", "channelType", "greeting");

  private static final Pattern SEMICOLON = Pattern.compile("\\s*;\\s*");
  private static final String ANY = "any";

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
    List<String> kinds = KINDS.stream().filter(options.given::containsKey).toList();
    if (kinds.size() > 1) {
      throw new IllegalArgumentException(
          "The options " + String.join(" and ", kinds) + " of ssh: cannot be in one step");
    }
    if (kinds.isEmpty()) {
      return options.run();
    }
    String word = options.given.getOrDefault(kinds.getFirst(), "");
    return switch (kinds.getFirst()) {
      case "fetch" ->
          switch (word) {
            case "sftp" -> options.fetchFile();
            case "command" -> options.fetchOutput();
            default -> throw oneOf("fetch", "'sftp' or 'command'", word);
          };
      case "list" -> options.listFiles();
      case "look" -> options.lookAt();
      case "put" -> options.putFile();
      case "delete" -> options.deleteFile();
      case "pause" -> options.pause();
      case "greeting" -> options.greeting();
      default -> options.talk();
    };
  }

  private static IllegalArgumentException oneOf(String option, String words, String word) {
    return new IllegalArgumentException(
        "The option " + option + " of ssh: is " + words + ", not '" + word + "'");
  }

  private SshStep greeting() {
    for (String name : KNOWN) {
      if (!name.equals("greeting") && !name.equals("phase")) {
        refuse(name, "another step than one with greeting");
      }
    }
    requireWord("greeting", "true");
    return new SshStep.Greeting(phase(Optional.empty()));
  }

  private SshStep run() {
    refuse("path", "fetch, list, look, put or delete=sftp");
    refuse("size", "fetch=command");
    refuseForShells();
    return new SshStep.Run(phase(Optional.empty()), command(), duration("timeout"), exitValues());
  }

  private SshStep talk() {
    requireWord("channelType", "shell");
    refuse("path", "fetch, list, look, put or delete=sftp");
    refuse("size", "fetch=command");
    refuse("exitValues", "a command that ends with a status; see failurePattern");
    return new SshStep.Talk(
        phase(Optional.empty()),
        WordTemplate.parse(present("command")),
        duration("timeout"),
        pattern("shellPrompt", required("shellPrompt")),
        SEMICOLON
            .splitAsStream(given.getOrDefault("prepare", "").strip())
            .filter(line -> !line.isEmpty())
            .toList(),
        Optional.ofNullable(given.get("failurePattern"))
            .filter(text -> !text.isEmpty())
            .map(text -> pattern("failurePattern", text)));
  }

  private SshStep pause() {
    refuseForFiles();
    refuse("path", "fetch, list, look, put or delete=sftp");
    refuse("timeout", "something that may take long; a pause is as long as it says");
    return new SshStep.Pause(phase(Optional.empty()), duration("pause"));
  }

  private SshStep listFiles() {
    requireWord("list", "sftp");
    refuseForFiles();
    return new SshStep.ListFiles(
        phase(Optional.of(Phase.LIST)), PathTemplate.parse(required("path")), duration("timeout"));
  }

  private SshStep deleteFile() {
    requireWord("delete", "sftp");
    refuseForFiles();
    return new SshStep.DeleteFile(
        phase(Optional.of(Phase.CLEAN)), PathTemplate.parse(required("path")), duration("timeout"));
  }

  private void requireWord(String option, String word) {
    String written = given.getOrDefault(option, "");
    if (!written.equals(word)) {
      throw oneOf(option, "'" + word + "'", written);
    }
  }

  private void refuseForFiles() {
    refuse("command", "fetch=command, or in a step of its own");
    refuse("size", "fetch=command");
    refuse("exitValues", "a command");
    refuseForShells();
  }

  private void refuseForShells() {
    for (String name : List.of("shellPrompt", "prepare", "failurePattern")) {
      refuse(name, "channelType=shell");
    }
  }

  private static Pattern pattern(String name, String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "The option "
              + name
              + " of ssh: is a regular expression, and '"
              + text
              + "' is none: "
              + e.getDescription(),
          e);
    }
  }

  private SshStep fetchFile() {
    refuseForFiles();
    return new SshStep.FetchFile(
        phase(Optional.of(Phase.FETCH)), PathTemplate.parse(required("path")), fetchTimeout());
  }

  private SshStep lookAt() {
    requireWord("look", "sftp");
    refuseForFiles();
    return new SshStep.LookAt(
        phase(Optional.empty()), PathTemplate.parse(required("path")), duration("timeout"));
  }

  private SshStep putFile() {
    requireWord("put", "sftp");
    refuseForFiles();
    refuse("timeout", "other steps; putting a file may take as long as the deadline leaves");
    return new SshStep.PutFile(
        phase(Optional.of(Phase.DELIVER)), PathTemplate.parse(required("path")));
  }

  private SshStep fetchOutput() {
    refuse("path", "fetch, list, look, put or delete=sftp");
    refuse("exitValues", "a command without fetch; a fetching one has to end with 0");
    refuseForShells();
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
    return timeout == null ? AS_LONG_AS_THE_DEADLINE : duration("timeout");
  }

  private Duration duration(String name) {
    String text = required(name);
    long millis;
    try {
      millis = TimeUtils.toMilliSeconds(text.strip());
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      // The second is what the library makes of a text without digits.
      millis = 0;
    }
    if (millis <= 0) {
      throw new IllegalArgumentException(
          "The option "
              + name
              + " of ssh: is a span such as 60000, 60s or 30m, not '"
              + text
              + "'");
    }
    return Duration.ofMillis(millis);
  }

  private Set<Integer> exitValues() {
    String text = given.getOrDefault("exitValues", "0");
    if (text.strip().equals(ANY)) {
      return Set.of();
    }
    try {
      return Arrays.stream(COMMA.split(text.strip(), -1))
          .map(Integer::valueOf)
          .collect(Collectors.toUnmodifiableSet());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "The option exitValues of ssh: is a list of numbers such as 0,1, or any, not '"
              + text
              + "'",
          e);
    }
  }

  private String required(String name) {
    String value = given.get(name);
    if (value == null || value.isBlank()) {
      throw missing(name);
    }
    return value;
  }

  private CommandTemplate command() {
    String command = present("command");
    return command.isBlank() ? CommandTemplate.none() : CommandTemplate.parse(command);
  }

  // A command may be that of a setting that is empty until somebody needs it.
  private String present(String name) {
    String value = given.get(name);
    if (value == null) {
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
