package io.netdepot.ssh;

import io.netdepot.fleet.Phase;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

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
          "lastLines",
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
  private static final Pattern LINES = Pattern.compile("[1-9]\\d{0,2}");
  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

  private final StepOptions given;

  private SshOptions(StepOptions given) {
    this.given = given;
  }

  /**
   * Reads what an endpoint is to do.
   *
   * @throws IllegalArgumentException when an option is not supported, missing or wrong; says which
   *     and never repeats the value of one that may be a secret
   */
  static SshStep parse(Map<String, Object> parameters) {
    StepOptions given = new StepOptions("ssh", parameters);
    given.requireKnown(KNOWN, REFUSED);
    SshOptions options = new SshOptions(given);
    List<String> kinds = KINDS.stream().filter(given::has).toList();
    if (kinds.size() > 1) {
      throw new IllegalArgumentException(
          "The options " + String.join(" and ", kinds) + " of ssh: cannot be in one step");
    }
    if (kinds.isEmpty()) {
      return options.run();
    }
    String word = given.find(kinds.getFirst()).orElse("");
    return switch (kinds.getFirst()) {
      case "fetch" ->
          switch (word) {
            case "sftp" -> options.fetchFile();
            case "command" -> options.fetchOutput();
            default -> throw options.oneOf("fetch", "'sftp' or 'command'", word);
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

  private IllegalArgumentException oneOf(String option, String words, String word) {
    return given.wrong(option, " is " + words + ", not '" + word + "'");
  }

  private SshStep greeting() {
    for (String name : KNOWN) {
      if (!name.equals("greeting") && !name.equals("phase")) {
        given.refuse(name, "another step than one with greeting");
      }
    }
    requireWord("greeting", "true");
    return new SshStep.Greeting(given.phase(Optional.empty()));
  }

  private SshStep run() {
    given.refuse("path", "fetch, list, look, put or delete=sftp");
    given.refuse("size", "fetch=command");
    refuseForShells();
    return new SshStep.Run(
        given.phase(Optional.empty()),
        command(),
        given.duration("timeout"),
        exitValues(),
        lastLines());
  }

  private SshStep talk() {
    requireWord("channelType", "shell");
    given.refuse("path", "fetch, list, look, put or delete=sftp");
    given.refuse("size", "fetch=command");
    given.refuse("exitValues", "a command that ends with a status; see failurePattern");
    given.refuse("lastLines", "a command that ends with a status");
    return new SshStep.Talk(
        given.phase(Optional.empty()),
        WordTemplate.parse(given.present("command")),
        given.duration("timeout"),
        pattern("shellPrompt", given.required("shellPrompt")),
        SEMICOLON
            .splitAsStream(given.find("prepare").orElse("").strip())
            .filter(line -> !line.isEmpty())
            .toList(),
        given
            .find("failurePattern")
            .filter(text -> !text.isEmpty())
            .map(text -> pattern("failurePattern", text)));
  }

  private SshStep pause() {
    refuseForFiles();
    given.refuse("path", "fetch, list, look, put or delete=sftp");
    given.refuse("timeout", "something that may take long; a pause is as long as it says");
    return new SshStep.Pause(given.phase(Optional.empty()), given.duration("pause"));
  }

  private SshStep listFiles() {
    requireWord("list", "sftp");
    refuseForFiles();
    return new SshStep.ListFiles(
        given.phase(Optional.of(Phase.LIST)),
        PathTemplate.parse(given.required("path")),
        given.duration("timeout"));
  }

  private SshStep deleteFile() {
    requireWord("delete", "sftp");
    refuseForFiles();
    return new SshStep.DeleteFile(
        given.phase(Optional.of(Phase.CLEAN)),
        PathTemplate.parse(given.required("path")),
        given.duration("timeout"));
  }

  private void requireWord(String option, String word) {
    String written = given.find(option).orElse("");
    if (!written.equals(word)) {
      throw oneOf(option, "'" + word + "'", written);
    }
  }

  private void refuseForFiles() {
    given.refuse("command", "fetch=command, or in a step of its own");
    given.refuse("size", "fetch=command");
    given.refuse("exitValues", "a command");
    given.refuse("lastLines", "a command");
    refuseForShells();
  }

  private void refuseForShells() {
    for (String name : List.of("shellPrompt", "prepare", "failurePattern")) {
      given.refuse(name, "channelType=shell");
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
        given.phase(Optional.of(Phase.FETCH)),
        PathTemplate.parse(given.required("path")),
        fetchTimeout());
  }

  private SshStep lookAt() {
    requireWord("look", "sftp");
    refuseForFiles();
    return new SshStep.LookAt(
        given.phase(Optional.empty()),
        PathTemplate.parse(given.required("path")),
        given.duration("timeout"));
  }

  private SshStep putFile() {
    requireWord("put", "sftp");
    refuseForFiles();
    given.refuse("timeout", "other steps; putting a file may take as long as the deadline leaves");
    return new SshStep.PutFile(
        given.phase(Optional.of(Phase.DELIVER)), PathTemplate.parse(given.required("path")));
  }

  private SshStep fetchOutput() {
    given.refuse("path", "fetch, list, look, put or delete=sftp");
    given.refuse("exitValues", "a command without fetch; a fetching one has to end with 0");
    given.refuse("lastLines", "a command without fetch");
    refuseForShells();
    return new SshStep.FetchOutput(
        given.phase(Optional.of(Phase.FETCH)),
        CommandTemplate.parse(given.required("command")),
        given.required("size"),
        fetchTimeout());
  }

  private Duration fetchTimeout() {
    return given.has("timeout") ? given.duration("timeout") : AS_LONG_AS_THE_DEADLINE;
  }

  private OptionalInt lastLines() {
    Optional<String> text = given.find("lastLines").map(String::strip);
    if (text.filter(count -> !LINES.matcher(count).matches()).isPresent()) {
      throw new IllegalArgumentException(
          "The option lastLines of ssh: is how many of the last lines are kept, 1 to 999, not '"
              + text.get()
              + "'");
    }
    return text.map(Integer::parseInt).map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  private Set<Integer> exitValues() {
    String text = given.find("exitValues").orElse("0");
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

  private CommandTemplate command() {
    String command = given.present("command");
    return command.isBlank() ? CommandTemplate.none() : CommandTemplate.parse(command);
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
