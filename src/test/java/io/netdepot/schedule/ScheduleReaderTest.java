package io.netdepot.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netdepot.fleet.SwitchAddress;
import io.netdepot.yaml.FileProblem;
import io.netdepot.yaml.FileRefusedException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScheduleReaderTest {
  private static List<Schedule> read(String text) throws FileRefusedException {
    return ScheduleReader.read(
        new ScheduleTexts(
            "schedules.yaml",
            Optional.of(text),
            Map.of(
                "leafs.txt", "# leafs\n10.0.0.7\n\n10.0.0.8 # the last\n",
                "bad.txt", "10.0.0.7\nno address\n")));
  }

  /** The problems of a schedule with these lines, which stand from line 2 on. */
  private static List<String> problems(String text) {
    FileRefusedException refused =
        catchThrowableOfType(FileRefusedException.class, () -> read(text));
    assertThat(refused).as(text).isNotNull();
    return refused.problems().stream().map(FileProblem::toString).toList();
  }

  private static String entry(String... lines) {
    return "schedules:\n  - " + String.join("\n    ", lines) + "\n";
  }

  @Test
  void readsEverythingThatAScheduleCanSay() throws Exception {
    List<Schedule> schedules =
        read(
            entry(
                    "name: nightly",
                    "kind: collect",
                    "cron: \"30 2 * * 1-5\"",
                    "time-zone: Europe/Berlin",
                    "missed: run",
                    "switches: [10.0.0.1, leaf-2.example]",
                    "switches-file: leafs.txt",
                    "profile: operators",
                    "per-minute: 10")
                + "  - {name: images, kind: image-sync, cron: 0 4 * * 0}\n");
    Schedule nightly = schedules.getFirst();
    assertThat(nightly.name()).isEqualTo("nightly");
    assertThat(nightly.kind()).isEqualTo(ScheduleKind.COLLECT);
    assertThat(nightly.cron().text()).isEqualTo("30 2 * * 1-5");
    assertThat(nightly.cron().zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(nightly.runMissed()).isTrue();
    CollectionPlan plan = nightly.collection().orElseThrow();
    assertThat(plan.switches())
        .extracting(SwitchAddress::text)
        .containsExactly("10.0.0.1", "leaf-2.example", "10.0.0.7", "10.0.0.8");
    assertThat(plan.profile()).contains("operators");
    assertThat(plan.spacing()).isEqualTo(Duration.ofSeconds(6));
    Schedule images = schedules.getLast();
    assertThat(images.kind()).isEqualTo(ScheduleKind.IMAGE_SYNC);
    assertThat(images.cron().zone().getId()).isEqualTo("UTC");
    assertThat(images.runMissed()).isFalse();
    assertThat(images.collection()).isEmpty();
  }

  @Test
  void theShippedFileIsFine() {
    assertThat(Schedules.check(Path.of("config/schedules.yaml"))).isEmpty();
  }

  @Test
  void aFileWithoutSchedulesHasNone() throws Exception {
    assertThat(read("")).isEmpty();
    assertThat(read("# only a remark\n")).isEmpty();
    assertThat(read("schedules: []\n")).isEmpty();
    assertThat(ScheduleReader.read(new ScheduleTexts("x", Optional.empty(), Map.of()))).isEmpty();
  }

  @Test
  void saysWhereItIsNoYaml() {
    assertThat(problems("schedules:\n  - name: [\n"))
        .singleElement()
        .asString()
        .startsWith("schedules.yaml:3: This is not YAML: ");
    assertThat(problems("a: 1\n---\nb: 2\n")).singleElement().asString().contains("not YAML");
    assertThat(problems("- nightly\n"))
        .containsExactly("schedules.yaml:1: The file is to be a mapping of names to values");
    assertThat(problems("schedules: nightly\n"))
        .containsExactly("schedules.yaml:1: schedules is to be a list");
  }

  @Test
  void findsEveryProblemWithItsLine() {
    assertThat(
            problems(
                entry(
                        "name: Nightly",
                        "kind: colect",
                        "cron: 61 * * * *",
                        "time-zone: Mars",
                        "missed: later",
                        "jitter: 5")
                    + "  - {name: a, kind: expire}\n"
                    + "  - {name: a, kind: scrub, cron: 0 4 * * *, per-minute: 3}\n"))
        .anySatisfy(
            problem ->
                assertThat(problem)
                    .startsWith("schedules.yaml:7: A schedule has no 'jitter'; it has cron, kind,"))
        .contains(
            "schedules.yaml:2: The name 'Nightly' is not made of lower-case letters, digits and"
                + " hyphens, at most 63",
            "schedules.yaml:3: There is no kind 'colect'; there are collect, image-sync, expire,"
                + " scrub",
            "schedules.yaml:5: There is no time zone 'Mars'; write one such as UTC or"
                + " Europe/Berlin",
            "schedules.yaml:6: missed is skip or run, not 'later'",
            "schedules.yaml:8: The schedule has no cron",
            "schedules.yaml:9: There are two schedules with the name 'a'",
            "schedules.yaml:9: per-minute is for the kind collect, and this is scrub")
        .anySatisfy(
            problem ->
                assertThat(problem)
                    .startsWith("schedules.yaml:4: '61 * * * *' is not a cron expression"))
        .hasSize(9);
  }

  @Test
  void looksAtTheSwitches() {
    String[] collect = {"name: a", "kind: collect", "cron: 0 4 * * *"};
    assertThat(problems(entry(collect[0], collect[1], collect[2])))
        .containsExactly(
            "schedules.yaml:2: The schedule has no switches; write switches or switches-file");
    assertThat(
            problems(
                entry(collect[0], collect[1], collect[2], "switches: [10.0.0.300, sw1, SW1.]")))
        .containsExactly(
            "schedules.yaml:5: '10.0.0.300' is neither an IP address nor a host name",
            "schedules.yaml:5: 'SW1.' is the same switch as in schedules.yaml:5; name it once");
    assertThat(
            problems(
                entry(
                    collect[0],
                    collect[1],
                    collect[2],
                    "switches: [10.0.0.7]",
                    "switches-file: bad.txt",
                    "per-minute: 0")))
        .containsExactly(
            "bad.txt:1: '10.0.0.7' is the same switch as in schedules.yaml:5; name it once",
            "bad.txt:2: 'no address' is neither an IP address nor a host name",
            "schedules.yaml:7: per-minute is a whole number of switches from 1 to 10000, not '0'");
    assertThat(problems(entry(collect[0], collect[1], collect[2], "switches-file: none.txt")))
        .containsExactly("schedules.yaml:5: The file of switches 'none.txt' cannot be read");
  }

  @Test
  void refusesAFileThatUnfoldsToMuchMore() {
    StringBuilder bomb = new StringBuilder("schedules:\n  - &a0 [x, x]\n");
    for (int n = 1; n < 30; n++) {
      bomb.append("  - &a%d [*a%d, *a%d]\n".formatted(n, n - 1, n - 1));
    }
    assertThat(problems(bomb.toString())).isNotEmpty();
  }
}
