package io.netdepot.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.fleet.SwitchTask;
import io.netdepot.store.ReceivedFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What route authors write in YAML, over a real connection. */
class SshEndpointYamlTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  private Path data;

  private final FakeSwitch fake = new FakeSwitch();
  private Sessions sessions;
  private SwitchSessions switches;
  private DefaultCamelContext camel;

  @BeforeEach
  void start() throws Exception {
    fake.start();
    sessions = new Sessions(data);
    switches = sessions.start();
    camel = new DefaultCamelContext();
    SwitchSshComponent.bind(camel, switches::of);
    camel.start();
  }

  @AfterEach
  void stop() throws Exception {
    camel.close();
    sessions.close();
    fake.close();
  }

  @Test
  void runsACommandAndReceivesItsOutputIntoAVariable() throws Exception {
    fake.script(
        (line, out, err) -> {
          out.write("{}\n".getBytes(StandardCharsets.UTF_8));
          return 0;
        });
    load(
        """
        - route:
            id: list
            from:
              uri: direct:list
              steps:
                - to:
                    id: list-before
                    uri: ssh:switch
                    parameters:
                      command: "nv show system tech-support files -o json"
                      timeout: "60s"
                      phase: list
                    variableReceive: before
        """);
    Exchange done = send("direct:list", Map.of());
    assertThat(done.getException()).isNull();
    assertThat(done.getVariable("before", String.class)).isEqualTo("{}\n");
    assertThat(fake.commands()).containsExactly("nv show system tech-support files -o json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo a+b",
        "date +%Y%m%d",
        "echo 100%25",
        "echo a & echo b",
        "echo \"x y\" 'z'",
        "echo a=b?c&d=e",
        "echo #x | sort > /dev/null; ls",
        "echo RAW(x)",
        "awk '\\{print $1\\}' f",
        "echo ümlaut ¥",
        "echo \\[a-z\\]*",
      })
  void keepsEveryCharacterOfACommand(String command) throws Exception {
    load(
        route(
            Map.of(
                "command",
                "'" + command.replace("'", "''") + "'",
                "timeout",
                "60000",
                "phase",
                "list")));
    Exchange done = send("direct:any", Map.of());
    assertThat(done.getException()).isNull();
    assertThat(fake.commands())
        .containsExactly(
            command
                .replace("\\{", "{")
                .replace("\\}", "}")
                .replace("\\[", "[")
                .replace("\\]", "]"));
  }

  @Test
  void quotesArgumentsAndLeavesOptionalGroupsOut() throws Exception {
    load(
        """
        - route:
            id: generate
            from:
              uri: direct:generate
              steps:
                - to:
                    uri: ssh:switch
                    parameters:
                      command: "nv action generate system tech-support[ since {since}]"
                      timeout: 30m
                      phase: generate
        """);
    assertThat(send("direct:generate", Map.of()).getException()).isNull();
    assertThat(send("direct:generate", Map.of("since", "")).getException()).isNull();
    assertThat(send("direct:generate", Map.of("since", "20241118; reboot")).getException())
        .isNull();
    assertThat(fake.commands())
        .containsExactly(
            "nv action generate system tech-support",
            "nv action generate system tech-support",
            "nv action generate system tech-support since '20241118; reboot'");
  }

  @Test
  void fetchesOverSftpAndFallsBackToACommand() throws Exception {
    byte[] content = ScriptedSftp.random(100_000);
    ScriptedSftp sftp = new ScriptedSftp().content(content);
    sftp.openStatus = SftpProtocol.STATUS_PERMISSION_DENIED;
    fake.server().setSubsystemFactories(List.of(sftp));
    fake.script(
        (line, out, err) -> {
          out.write(line.contains("stat") ? "100000\n".getBytes(StandardCharsets.UTF_8) : content);
          return 0;
        });
    load(
        """
        - route:
            id: fetch
            from:
              uri: direct:fetch
              steps:
                - doTry:
                    steps:
                      - to:
                          uri: ssh:switch
                          parameters: {fetch: sftp, path: "/host/dump/{file}"}
                    doCatch:
                      - exception: [io.netdepot.fleet.SwitchFailure]
                        onWhen:
                          simple: "${exception.failure.reason} == 'PACKAGE_UNREADABLE'"
                        steps:
                          - to:
                              uri: ssh:switch
                              parameters:
                                command: "sudo -n stat -c %s /host/dump/{file}"
                                timeout: 60s
                                phase: fetch
                              variableReceive: size
                          - to:
                              uri: ssh:switch
                              parameters:
                                fetch: command
                                command: "sudo -n cat /host/dump/{file}"
                                size: size
        """);
    Exchange done = send("direct:fetch", Map.of("file", "a b.tar.gz"));
    assertThat(done.getException()).isNull();
    ReceivedFile file = done.getMessage().getBody(ReceivedFile.class);
    assertThat(file.size()).isEqualTo(100_000);
    assertThat(fake.commands())
        .containsExactly(
            "sudo -n stat -c %s /host/dump/'a b.tar.gz'", "sudo -n cat /host/dump/'a b.tar.gz'");
    assertThat(fake.logins()).isEqualTo(1);

    sftp.openStatus = 0;
    Exchange direct = send("direct:fetch", Map.of("file", "a"));
    assertThat(direct.getMessage().getBody(ReceivedFile.class).digest()).isEqualTo(file.digest());
  }

  @Test
  void leavesNoHeaderButTheExitStatusAndTakesNone() throws Exception {
    fake.script((line, out, err) -> 3);
    load(
        """
        - route:
            id: any
            from:
              uri: direct:any
              steps:
                - to:
                    uri: ssh:switch
                    parameters: {command: ls, timeout: 60s, phase: list, exitValues: "0,3"}
        """);
    SwitchTask task = fake.task();
    try (SwitchSession session = Sessions.begin(switches, task)) {
      Exchange done =
          camel
              .createProducerTemplate()
              .send(
                  "direct:any",
                  exchange -> {
                    exchange.setProperty(SwitchTask.PROPERTY, session.task());
                    exchange.getMessage().setHeader("CamelSshUsername", "root");
                    exchange.getMessage().setHeader("camelSSHpassword", "in-a-header");
                    exchange.getMessage().setHeader("other", "stays");
                  });
      assertThat(done.getException()).isNull();
      assertThat(done.getMessage().getHeaders())
          .isEqualTo(Map.of("CamelSshExitValue", 3, "other", "stays"));
    }
  }

  @Test
  void theExchangeFailsWithTheSwitchsFailure() throws Exception {
    fake.script((line, out, err) -> 1);
    load(route(Map.of("command", "ls {file}", "timeout", "60s", "phase", "clean")));
    assertFailure(
        send("direct:any", Map.of("file", "x")), FailureReason.COMMAND_FAILED, Phase.CLEAN);
    assertFailure(send("direct:any", Map.of()), FailureReason.INTERNAL_ERROR, Phase.CLEAN);
    assertFailure(
        send("direct:any", Map.of("file", "a\nb")), FailureReason.COMMAND_FAILED, Phase.CLEAN);
    assertThat(fake.commands()).containsExactly("ls 'x'");
    assertFailure(
        camel.createProducerTemplate().send("direct:any", exchange -> {}),
        FailureReason.INTERNAL_ERROR,
        Phase.CLEAN);
  }

  @Test
  void hasOneEndpointOnly() {
    for (String uri :
        List.of(
            "ssh:10.0.0.1?command=ls&timeout=1s&phase=list",
            "ssh:admin:in-the-uri@switch?command=ls&timeout=1s&phase=list",
            "ssh:switch:22?command=ls&timeout=1s&phase=list")) {
      assertThatThrownBy(() -> camel.getEndpoint(uri))
          .hasMessageContaining("the one endpoint ssh:switch")
          .hasMessageNotContaining("in-the-uri");
    }
  }

  private static void assertFailure(Exchange exchange, FailureReason reason, Phase phase) {
    SwitchFailure failure = exchange.getException(SwitchFailure.class);
    assertThat(failure).isNotNull();
    assertThat(failure.failure().reason()).isEqualTo(reason);
    assertThat(failure.failure().phase()).isEqualTo(phase);
  }

  @Test
  void talksToAModalCommandLine() throws Exception {
    ModalCli cli = new ModalCli().answers(line -> line.startsWith("file") ? "done 100%" : "");
    fake.server().setShellFactory(cli);
    load(
        """
        - route:
            id: any
            from:
              uri: direct:any
              steps:
                - to:
                    uri: ssh:switch
                    parameters:
                      channelType: shell
                      shellPrompt: "\\\\S+ \\\\[[^\\\\]+&%]+\\\\] [>#] ?"
                      prepare: "enable; no cli session paging enable"
                      command: "file debug-dump delete {file}"
                      failurePattern: "^%|100 ?&"
                      timeout: 60s
                      phase: clean
        """);
    Exchange done = send("direct:any", Map.of("file", "sysdump-sw1-20260105-101500.tgz"));
    assertThat(done.getException()).isNull();
    assertThat(done.getMessage().getBody(String.class).strip()).isEqualTo("done 100%");
    assertThat(cli.lines().getLast())
        .isEqualTo("file debug-dump delete sysdump-sw1-20260105-101500.tgz");

    assertFailure(
        send("direct:any", Map.of("file", "a b")), FailureReason.COMMAND_FAILED, Phase.CLEAN);
    assertFailure(
        send("direct:any", Map.of("file", "a;reload")), FailureReason.COMMAND_FAILED, Phase.CLEAN);
    assertThat(cli.lines()).noneMatch(line -> line.contains("reload"));
  }

  @Test
  void anEmptyCommandIsFoundOutWhenItIsUsed() throws Exception {
    load(route(Map.of("command", "\"\"", "timeout", "60s", "phase", "generate")));
    Exchange done = send("direct:any", Map.of());
    assertFailure(done, FailureReason.COMMAND_FAILED, Phase.GENERATE);
    assertThat(done.getException()).hasMessageContaining("set the setting");
  }

  @Test
  void takesAnyExitStatusWhereTheRouteWantsToLookItself() throws Exception {
    fake.script(
        (line, out, err) -> {
          err.write("locked".getBytes(StandardCharsets.UTF_8));
          return 2;
        });
    load(
        route(Map.of("command", "ls", "timeout", "60s", "phase", "generate", "exitValues", "any")));
    Exchange done = send("direct:any", Map.of());
    assertThat(done.getException()).isNull();
    assertThat(done.getMessage().getHeaders())
        .isEqualTo(Map.of("CamelSshExitValue", 2, "CamelSshStderr", "locked"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "channelType: exec",
        "channelType: shell",
        "shellPrompt: x",
        "failurePattern: x",
        "list: scp",
        "list: sftp",
        "delete: sftp",
        "pause: 1s",
        "path: /x",
        "username: admin",
        "password: secret-in-route",
        "certResource: file:/x",
        "command: 'cat ${body}'",
        "command: 'cat $simple{body}'",
        "command: 'cat `id`'",
        "command: 'cat $(id)'",
        "command: \"cat '{file}'\"",
        "pollCommand: ls",
        "knownHostsResource: file:/x",
        "nonsense: 1",
        "timeout: 1x",
        "phase: dance",
        "exitValues: zero",
        "lastLines: 0",
        "fetch: http",
      })
  void refusesWhatIsNotSafeWhenTheRouteIsLoaded(String option) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("command", "ls");
    parameters.put("timeout", "60s");
    parameters.put("phase", "list");
    parameters.put(
        option.substring(0, option.indexOf(':')), option.substring(option.indexOf(':') + 2));
    assertThatThrownBy(() -> load(route(parameters)))
        .hasRootCauseInstanceOf(IllegalArgumentException.class)
        .rootCause()
        .hasMessageNotContaining("secret-in-route");
  }

  private static String route(Map<String, String> parameters) {
    StringBuilder yaml =
        new StringBuilder(
            """
            - route:
                id: any
                from:
                  uri: direct:any
                  steps:
                    - to:
                        id: step
                        uri: ssh:switch
                        parameters:
            """);
    parameters.forEach(
        (name, value) ->
            yaml.append(" ".repeat(16)).append(name).append(": ").append(value).append("\n"));
    return yaml.toString();
  }

  private void load(String yaml) throws Exception {
    PluginHelper.getRoutesLoader(camel)
        .loadRoutes(ResourceHelper.fromString("test.camel.yaml", yaml));
  }

  private Exchange send(String to, Map<String, String> variables) {
    SwitchTask task = fake.task();
    try (SwitchSession session = Sessions.begin(switches, task)) {
      return camel
          .createProducerTemplate()
          .send(
              to,
              exchange -> {
                exchange.setProperty(SwitchTask.PROPERTY, session.task());
                variables.forEach(exchange::setVariable);
              });
    }
  }
}
