package io.netdepot.nvue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netdepot.fleet.Phase;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NvueOptionsTest {
  @Test
  void aResourceIsRead() {
    NvueStep step =
        NvueOptions.parse(
            Map.of(
                "phase",
                "list",
                "path",
                "system/version",
                "timeout",
                "60s",
                "revision",
                "operational"));
    assertThat(step)
        .isInstanceOfSatisfying(
            NvueStep.Read.class,
            read -> {
              assertThat(read.phase()).isEqualTo(Phase.LIST);
              assertThat(read.timeout()).isEqualTo(Duration.ofSeconds(60));
              assertThat(read.revision()).contains("operational");
            });
  }

  @Test
  void anActionHasParameters() {
    NvueStep step =
        NvueOptions.parse(
            Map.of(
                "phase", "generate",
                "path", "system/tech-support",
                "action", "generate",
                "parameters", "[since={since}], force=true",
                "timeout", "1800000"));
    assertThat(step)
        .isInstanceOfSatisfying(
            NvueStep.Act.class,
            act -> {
              assertThat(body(act, Map.of("since", "last, \"week\"=%")))
                  .isEqualTo(
                      "{\"@generate\":{\"state\":\"start\",\"parameters\":{\"since\":\"last,"
                          + " \\\"week\\\"=%\",\"force\":true}}}");
              assertThat(body(act, Map.of()))
                  .isEqualTo(
                      "{\"@generate\":{\"state\":\"start\",\"parameters\":{\"force\":true}}}");
            });
  }

  private static String body(NvueStep.Act act, Map<String, String> variables) {
    return ActionParameters.of(
            act.parameters()
                .orElseThrow()
                .fill(name -> Optional.ofNullable(variables.get(name)), ActionParameters::written))
        .body(act.action());
  }

  @Test
  void aFileIsPushed() {
    assertThat(
            NvueOptions.parse(
                Map.of(
                    "fetch", "push", "path", "system/tech-support/files/{file}", "timeout", "1m")))
        .isInstanceOf(NvueStep.Push.class);
  }

  @Test
  void aForeignNameIsOneSegment() {
    assertThat(NvueProducer.segment("a/b c+ä?#%")).isEqualTo("a%2Fb%20c%2B%C3%A4%3F%23%25");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "password|secret|would put a secret into a route",
        "host|10.0.0.1|stands in the file of switches",
        "verb|GET|nvue: has no option verb",
        "path|/system|a resource below /nvue_v1",
        "path|../etc|a resource below /nvue_v1",
        "path|system?x=1|a resource below /nvue_v1",
        "path|{|cannot be used",
        "action|Generate|a word of small letters",
        "parameters|x|goes with an action",
        "revision|../x|a word of small letters",
        "fetch|sftp|use ssh:switch",
        "timeout|soon|a span such as 60000",
        "phase|dream|Unknown phase 'dream'",
      })
  void aWrongOptionIsRefusedWithItsReason(String name, String value, String why) {
    Map<String, Object> options =
        new HashMap<>(Map.of("phase", "list", "path", "system/version", "timeout", "60s"));
    options.put(name, value);
    assertThatThrownBy(() -> NvueOptions.parse(options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why)
        .hasMessageNotContaining("secret,");
  }

  @ParameterizedTest
  @CsvSource({"phase", "path", "timeout"})
  void aMissingOptionIsNamed(String name) {
    Map<String, Object> options =
        new HashMap<>(Map.of("phase", "list", "path", "system/version", "timeout", "60s"));
    options.remove(name);
    assertThatThrownBy(() -> NvueOptions.parse(options))
        .hasMessageContaining("The option " + name + " of nvue: is missing");
  }

  @Test
  void parametersThatAreNoneAreRefused() {
    assertThatThrownBy(
            () ->
                NvueOptions.parse(
                    Map.of(
                        "phase",
                        "list",
                        "path",
                        "a",
                        "timeout",
                        "1s",
                        "action",
                        "do",
                        "parameters",
                        "since 1")))
        .hasMessageContaining("a list such as since={since}");
  }
}
