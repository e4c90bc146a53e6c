package io.netdepot.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netdepot.fleet.Access;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.fleet.SwitchTask;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DumpStepsTest {
  private static final String PATTERN = "nvos_dump_\\S+_\\d{8}_\\d{6}\\.tar\\.gz";
  private static final String OLD = "nvos_dump_sw1_20260104_090000.tar.gz";
  private static final String NEW = "nvos_dump_sw1_20260105_101500.tar.gz";

  private static final SwitchTask TASK = task(Optional.empty());
  private static final SwitchTask SONIC = TASK.with(Access.ssh("sonic", 22));

  private final DumpSteps steps = new DumpSteps();

  @Test
  void takesTheNameFromTheOutputAndThePathFromTheListing() throws Exception {
    String output =
        """
        Generating system tech-support file, it might take a few minutes...
        Generated tech-support %s
        Action succeeded
        """
            .formatted(NEW);
    assertThat(steps.generated(listing(OLD), output, listing(OLD, NEW), PATTERN, TASK))
        .isEqualTo("/host/dump/" + NEW);
  }

  @Test
  void takesThePathFromTheOutputWhenTheListingDoesNotHaveIt() throws Exception {
    assertThat(
            steps.generated("{}", "Generated tech-support /var/dump/" + NEW, "{}", PATTERN, TASK))
        .isEqualTo("/var/dump/" + NEW);
  }

  @Test
  void takesTheNewestThatWasNotThereWhenNoNameIsPrinted() throws Exception {
    assertThat(steps.generated(listing(OLD), "Action succeeded", listing(OLD, NEW), PATTERN, TASK))
        .isEqualTo("/host/dump/" + NEW);
  }

  @Test
  void nameOfAPackageThatWasThereBeforeIsALie() {
    assertFails(listing(OLD), "Generated tech-support " + OLD, listing(OLD));
  }

  @Test
  void lastNameOfTheOutputCounts() throws Exception {
    String output = "Removing " + OLD + "\nGenerated tech-support " + NEW;
    assertThat(steps.generated("{}", output, listing(OLD, NEW), PATTERN, TASK)).endsWith(NEW);
  }

  @Test
  void refusesNamesThatAreNoPlainPath() {
    assertFails("{}", "Generated tech-support ../../etc/passwd", "{}");
    assertFails("{}", "Generated tech-support /x/../nvos_dump_a_20260105_101500.tar.gz", "{}");
    assertFails("{}", "Generated tech-support nvos_dump_$(id)_20260105_101500.tar.gz", "{}");
    assertFails("{}", "Generated tech-support nvos_dump_a\n_20260105_101500.tar.gz", "{}");
  }

  @Test
  void leftOverCountsOnlyWhileItIsListed() {
    SwitchTask task = task(Optional.of("/host/dump/" + OLD));
    assertThat(steps.leftOver(listing(OLD), task)).isEqualTo("/host/dump/" + OLD);
    assertThat(steps.leftOver(listing(NEW), task)).isEmpty();
    assertThat(steps.leftOver(listing(OLD), TASK)).isEmpty();
  }

  @Test
  void saysWhichSettingHasTheNamePattern() {
    assertThatThrownBy(() -> steps.named("done", "\\S+\\.tgz", "/var/tmp/{file}", SONIC))
        .hasMessageContaining("fits \\S+\\.tgz (sonic.name-pattern, ");
  }

  @Property
  void whateverASwitchPrintsItIsAPlainPathOrATypedFailure(
      @ForAll String before, @ForAll String output, @ForAll String after) {
    try {
      assertThat(steps.generated(before, output, after, PATTERN, TASK))
          .matches("[/A-Za-z0-9._+-]+");
    } catch (SwitchFailure e) {
      assertThat(e.failure().reason()).isEqualTo(FailureReason.NO_PACKAGE_NAMED);
    }
  }

  @Test
  void saysPackageUnreadableWithWhatTheLastWaySaid() {
    assertThatThrownBy(() -> steps.unreadable("/host/dump/a.tar.gz", "sudo: no"))
        .isInstanceOfSatisfying(
            SwitchFailure.class,
            failure -> {
              assertThat(failure.failure().reason()).isEqualTo(FailureReason.PACKAGE_UNREADABLE);
              assertThat(failure.failure().details()).contains("/host/dump/a.tar.gz", "sudo: no");
            });
  }

  private static final String CUMULUS = "\\w+_support_\\S+_\\d{8}_\\d{6}\\.txz";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cl_support_sw1_20260105_101500.txz\nlost+found\n",
        "-rw-r--r-- 1 root root 4711 Jan 5 10:15 cl_support_sw1_20260105_101500.txz",
        "{\"cl_support_sw1_20260105_101500.txz\": {\"size\": 4711}}",
        "/var/support/cl_support_sw1_20260105_101500.txz\n../cl_support_x_20260105_101500.txz",
        "cl_support_sw1_20260105_101500.txz, cl_support_sw1_20260105_101500.txz",
      })
  void findsPackagesInListingsOfAnyForm(String listing) {
    assertThat(steps.paths(listing, "/var/support", CUMULUS))
        .isEqualTo("/var/support/cl_support_sw1_20260105_101500.txz");
  }

  @Test
  void theLastLineIsThePath() throws Exception {
    String path = "/var/dump/sonic_dump_sw1_20260105_101500.tar.gz";
    assertThat(steps.lastPath("tar -v\n" + path + "\n\n", "sonic_dump_\\S+")).isEqualTo(path);
    for (String output :
        List.of("", "done", path + "\ndone", "/var/dump/other.tar.gz", "/var/../" + path)) {
      assertThatThrownBy(() -> steps.lastPath(output, "sonic_dump_\\S+"))
          .isInstanceOfSatisfying(
              SwitchFailure.class,
              failure ->
                  assertThat(failure.failure().reason()).isEqualTo(FailureReason.NO_PACKAGE_NAMED));
    }
  }

  @Test
  void aNameIsPutIntoItsPath() throws Exception {
    assertThat(steps.named("saved as 'a.tgz'", "\\S+\\.tgz", "/var/tmp/{file}", TASK))
        .isEqualTo("/var/tmp/a.tgz");
    assertThat(steps.named("/elsewhere/a.tgz", "\\S+\\.tgz", "/var/tmp/{file}", TASK))
        .isEqualTo("/var/tmp/a.tgz");
    assertThatThrownBy(() -> steps.named("$(id).tgz", "\\S+\\.tgz", "/var/tmp/{file}", TASK))
        .isInstanceOf(SwitchFailure.class);
  }

  @Test
  void findsADigest() {
    String digest = "0123456789ABCDEF".repeat(4);
    assertThat(steps.sha256("Action executing ...\n" + digest + "  /var/support/a.txz\n"))
        .isEqualTo(digest.toLowerCase(Locale.ROOT));
    assertThat(steps.sha256("Error: Invalid parameter")).isEmpty();
    assertThat(steps.sha256(digest + "0")).isEmpty();
  }

  @Test
  void whatAnEarlierTryMadeCountsOnlyAsAPlainPath() {
    assertThat(steps.earlier(task(Optional.of("/var/tmp/a.tgz")))).isEqualTo("/var/tmp/a.tgz");
    assertThat(steps.earlier(task(Optional.of("/var/tmp/../a.tgz")))).isEmpty();
    assertThat(steps.earlier(TASK)).isEmpty();
  }

  @Property
  void whateverASwitchListsItIsPlainPaths(@ForAll String listing, @ForAll String output)
      throws Exception {
    assertThat(steps.paths(listing, "/var/support", "\\S+").lines())
        .allMatch(path -> path.matches("[/A-Za-z0-9._+-]+"));
    assertThat(steps.sha256(output)).matches("(?:[0-9a-f]{64})?");
  }

  private void assertFails(String before, String output, String after) {
    assertThatThrownBy(() -> steps.generated(before, output, after, PATTERN, TASK))
        .isInstanceOfSatisfying(
            SwitchFailure.class,
            failure ->
                assertThat(failure.failure().reason()).isEqualTo(FailureReason.NO_PACKAGE_NAMED));
  }

  private static String listing(String... names) {
    StringBuilder json = new StringBuilder("{");
    for (String name : names) {
      json.append(json.length() > 1 ? "," : "")
          .append("\"%1$s\": {\"path\": \"/host/dump/%1$s\"}".formatted(name));
    }
    return json.append('}').toString();
  }

  private static SwitchTask task(Optional<String> leftOver) {
    EntityId id = new EntityId("0".repeat(24));
    return new SwitchTask(id, id, SwitchAddress.of("sw1"), id, Access.ssh("nvos", 22), 2, leftOver);
  }
}
