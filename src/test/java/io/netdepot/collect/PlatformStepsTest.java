package io.netdepot.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netdepot.fleet.Access;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.fleet.SwitchTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformStepsTest {
  private static final EntityId ID = new EntityId("0123456789abcdef01234567");
  private static final SwitchTask TASK =
      new SwitchTask(
          ID,
          ID,
          SwitchAddress.of("fd00::1"),
          ID,
          Access.ssh(Access.AUTO, 22),
          1,
          Optional.empty());

  private final PlatformSteps platforms = new PlatformSteps();

  private static String shippedWords() throws IOException {
    String route = Files.readString(Path.of("routes/detect.camel.yaml"));
    int begin = route.indexOf("constant: |");
    return route.substring(route.indexOf('\n', begin) + 1, route.indexOf("\n        - ", begin));
  }

  @ParameterizedTest
  @CsvSource({
    "iosxe, SSH-2.0-Cisco-1.25",
    "iosxe, 'Cisco IOS XE Software, Version 17.09.04a'",
    "viptela, viptela 20.9.3",
    "onyx, Mellanox MLNX-OS Switch Management",
    "onyx, NVIDIA Onyx Switch Management",
    "cumulus, build         Cumulus Linux 5.13.0",
    "nvos, image   nvos-amd64-25.02.1884",
    "sonic, SONiC Software Version: SONiC.202411",
    "'', SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3"
  })
  void shippedWordsTellThePlatform(String platform, String said) throws Exception {
    assertThat(platforms.find("a line before\n" + said + "\n", shippedWords())).isEqualTo(platform);
  }

  @Test
  void theFirstWordsCountAndRemarksDoNot() throws Exception {
    String words = "# a remark\n\none\n  two  b+\nthree B\n";
    assertThat(platforms.find("abb", words)).isEqualTo("two");
    assertThat(platforms.find("nothing", words)).isEmpty();
  }

  @Test
  void wordsThatAreNoExpressionAreSaid() {
    assertThatThrownBy(() -> platforms.find("x", "one (\n"))
        .isInstanceOf(SwitchFailure.class)
        .hasMessageContaining("'(', which is no regular expression");
  }

  @Test
  void whatTellsNothingSaysHowToSetIt() throws Exception {
    assertThat(platforms.found("nvos", "x", TASK)).isEqualTo("nvos");
    assertThatThrownBy(() -> platforms.found("", "  Some\nwords ", TASK))
        .isInstanceOfSatisfying(
            SwitchFailure.class,
            failure -> {
              assertThat(failure.failure().reason()).isEqualTo(FailureReason.PLATFORM_UNKNOWN);
              assertThat(failure.failure().details())
                  .contains("'Some words'")
                  .contains("- {address: 'fd00::1', platform: nvos}");
            });
  }

  @Test
  void aMismatchIsAWrongPlatform() {
    assertThatThrownBy(() -> platforms.mismatch("it has no nv", TASK))
        .isInstanceOfSatisfying(
            SwitchFailure.class,
            failure ->
                assertThat(failure.failure().reason()).isEqualTo(FailureReason.WRONG_PLATFORM));
  }

  @ParameterizedTest
  @CsvSource({
    "command-failed, 'nv x failed with exit status 127', true",
    "command-failed, bash: nv: command not found, true",
    "command-failed, Error: Invalid Command, true",
    "command-failed, no space left on device, false",
    "timed-out, bash: nv: command not found, false"
  })
  void tellsUnknownCommandsFromThoseThatFail(String reason, String details, boolean unknown) {
    Failure failure = new Failure(FailureReason.of(reason), Phase.GENERATE, details);
    assertThat(PlatformSteps.isUnknownCommand(failure)).isEqualTo(unknown);
    if (unknown) {
      assertThatCode(() -> platforms.requireUnknownCommand(failure)).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(() -> platforms.requireUnknownCommand(failure))
          .hasMessageContaining(details);
    }
  }

  @Property(tries = 300)
  void whateverASwitchSaysItIsAPlatformOrNone(@ForAll String said) throws Exception {
    assertThat(platforms.find(said, shippedWords()))
        .isIn("", "iosxe", "viptela", "onyx", "cumulus", "nvos", "sonic");
    assertThat(PlatformSteps.quoted(said)).hasSizeLessThanOrEqualTo(201);
  }
}
