package io.netdepot.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordingReaderTest {
  private static final String HEAD =
      """
      recording 1
      platform nvos
      release 25.02
      source seen a test
      host sw1
      """;
  private static final int BELOW_HEAD = 6;

  @Test
  void readsWhoTheDeviceIs() throws Exception {
    Recording recording =
        RecordingReader.read(
            "a.device",
            HEAD
                + """
                # a remark
                shows That a head is read.
                ends no-package-named named no package
                setting collect.stall=1 s
                identification Cisco-1.25
                banner Authorized users only
                banner
                login admin pass word
                ssh no-login
                sftp none
                mode start sw1 >\\s
                mode password silent Password:\\s
                folder /var/dump
                file /var/dump/a.tar.gz tar.gz 64 KiB
                  says 70 KiB
                  cuts-at 1 KiB
                file /etc/motd text
                  line \\e[1mwelcome\\\\
                """);

    assertThat(recording.identity())
        .isEqualTo(
            new Identity(
                "nvos",
                "25.02",
                Evidence.SEEN,
                "a test",
                Optional.of("That a head is read."),
                Optional.of(new Outcome("no-package-named", Optional.of("named no package"))),
                List.of("collect.stall=1 s"),
                "sw1",
                "Cisco-1.25",
                List.of("Authorized users only", ""),
                false,
                false));
    assertThat(recording.logins()).containsExactly(new Login("admin", "pass word"));
    assertThat(recording.modes())
        .containsExactly(
            new Mode("start", false, "sw1 > "), new Mode("password", true, "Password: "));
    assertThat(recording.folders()).containsExactly("/var/dump");
    assertThat(recording.files())
        .extracting(RecordedFile::path, RecordedFile::size)
        .containsExactly(tuple("/var/dump/a.tar.gz", 65_536L), tuple("/etc/motd", 13L));
    assertThat(recording.files().getLast().text()).containsExactly("\u001b[1mwelcome\\");
  }

  @Test
  void readsWhatTheDeviceDoes() throws Exception {
    Recording recording =
        RecordingReader.read(
            "a.device",
            HEAD
                + """
                exec-like show (?<what>\\w+)
                  when start
                  times 2
                  out ${what} of ${host}
                  err-put oops
                  wait 20 ms
                  create /a/b text
                    line one
                  become busy
                  exit 3
                http POST /nvue_v1/system/tech-support
                  body "@generate"
                  status 202
                  header Content-Type: application/json
                  out 1
                """);

    Scene command = recording.scenes().getFirst();
    assertThat(command.asked()).contains(new Words("show (?<what>\\w+)", true));
    assertThat(command.when()).contains("start");
    assertThat(command.times()).hasValue(2);
    assertThat(command.acts())
        .hasSize(6)
        .startsWith(new Act.Print(false, "${what} of ${host}\n"), new Act.Print(true, "oops"))
        .endsWith(new Act.Become("busy"), new Act.Exit(3));
    assertThat(recording.scenes().getLast().body())
        .containsExactly(new Words("\"@generate\"", false));
    assertThat(recording.hasHttp()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "exce ls | 0 | no 'exce'",
        "exec | 0 | Nothing stands after exec",
        "exec ls\\n  say hello | 1 | cannot 'say'",
        "exec ls\\n   out x | 1 | indented by 3 blanks",
        "exec ls\\n    out x | 1 | indented by 4 blanks",
        "exec ls\\n  out x | 1 | `ends with a blank`",
        "exec ls\\n  out a\\\\q | 1 | means nothing",
        "exec ls\\n  exit 256 | 1 | 0 to 255",
        "exec ls\\n  exit 1\\n  out x | 2 | Nothing happens any more",
        "exec ls\\n  out x\\n  when start | 2 | before what the device does",
        "exec ls\\n  when gone | 0 | never becomes 'gone'",
        "exec ls\\n  out ${what} | 0 | Nothing is known as ${what}",
        "exec ls\\n  status 200 | 1 | no 'status' in a scene of this kind",
        "exec ls\\n  wait soon | 1 | not a length of time",
        "exec ls\\n  wait 2 h | 1 | at most 1 h",
        "exec ls\\n  create dump tar.gz 1 KiB | 1 | not a path from the root",
        "exec ls\\n  create /a/../b tar.gz 1 KiB | 1 | not a path from the root",
        "exec ls\\n  create /a/b zip 1 KiB | 1 | what the file holds",
        "exec ls\\n  create /a/b tar.gz big | 1 | not a size",
        "exec-like ( | 0 | no regular expression",
        "input ls | 0 | no shell",
        "mode a >\\ninput ls\\n  enter b | 1 | no mode 'b'",
        "http GET nvue | 0 | the method and the path",
        "otherwise run | 0 | one of exec, input, http",
        "platform nvos | 0 | a second platform",
        "setting a | 0 | its name and its value",
        "ends | 0 | Nothing stands after ends",
        "login admin | 0 | the user and the password",
        "ssh off | 0 | ssh no-login",
        "sftp off | 0 | sftp none",
        "file /a garbage 1 KiB\\n  holds x | 1 | A file has no 'holds'",
      })
  void saysWhatIsWrongAndWhere(String lines, int below, String reason) {
    // The blank that a table cannot show.
    String text = HEAD + lines.replace("\\n", "\n").replace("\\\\", "\\");
    String written = reason.contains("ends with a blank") ? text + " " : text;

    RecordingRefusedException refused =
        catchThrowableOfType(
            RecordingRefusedException.class, () -> RecordingReader.read("a.device", written));

    assertThat(refused).as(written).isNotNull();
    assertThat(refused.problems())
        .anySatisfy(
            problem -> {
              assertThat(problem.line()).isEqualTo(BELOW_HEAD + below);
              assertThat(problem.reason()).contains(reason);
              assertThat(problem)
                  .hasToString("a.device:" + problem.line() + ": " + problem.reason());
            });
  }

  @Test
  void findsAllThatIsWrongAtOnce() {
    RecordingRefusedException refused =
        catchThrowableOfType(
            RecordingRefusedException.class,
            () -> RecordingReader.read("a.device", "recording 2\nexce ls\n"));

    assertThat(refused.problems())
        .extracting(RecordingProblem::reason)
        .anyMatch(reason -> reason.contains("begins with the line 'recording 1'"))
        .anyMatch(reason -> reason.contains("no 'exce'"))
        .anyMatch(reason -> reason.contains("does not say its platform"))
        .anyMatch(reason -> reason.contains("does not say its host"));
  }

  @Property(tries = 500)
  void readsOrRefusesWhateverItIsGiven(@ForAll("texts") String text) {
    try {
      RecordingReader.read("a.device", text);
    } catch (RecordingRefusedException e) {
      assertThat(e.problems()).isNotEmpty().allMatch(problem -> problem.line() >= 1);
    }
  }

  @Provide
  static Arbitrary<String> texts() {
    Arbitrary<String> words =
        Arbitraries.of(
            "exec",
            "exec-like",
            "input",
            "http",
            "GET /a",
            "otherwise",
            "greeting",
            "file",
            "create",
            "out",
            "put",
            "wait",
            "20 ms",
            "when",
            "times",
            "3",
            "mode",
            "enter",
            "a",
            "status",
            "200",
            "exit",
            "/a/b",
            "tar.gz",
            "text",
            "1 KiB",
            "${host}",
            "${",
            "\\",
            "\\x",
            "(",
            "(?<x>a)",
            "push",
            "fetch",
            "header",
            "login",
            "#",
            "recording 1",
            "\t",
            "\u0000",
            "\ud800");
    Arbitrary<String> line =
        Arbitraries.of("", "  ", "    ", " ", "      ")
            .flatMap(
                indent -> words.list().ofMaxSize(4).map(list -> indent + String.join(" ", list)));
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(200),
        line.list().ofMaxSize(12).map(lines -> HEAD + String.join("\n", lines)));
  }
}
