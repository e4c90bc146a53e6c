package io.netdepot.devices;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.delivery.BuildNames;
import org.junit.jupiter.api.Test;

class SoftwareTextsTest {
  private static final BuildNames BUILDS = new BuildNames("(nvos)-[^-]+-(.+)\\.bin");

  private static Software nvos(String partitions, String files) {
    return SoftwareTexts.nvos(partitions, files, name -> BUILDS.of(name).orElse("")).orElseThrow();
  }

  @Test
  void readsPartitionsAndFilesOfNvos() {
    Software software =
        nvos(
            """
            {"current": "2", "next": "1", "partition1": {"build-id": "nvos-25.02.1"},
             "partition2": {"build-id": "nvos-25.02.2", "issu-status": "no"}}
            """,
            """
            {"nvos-amd64-25.02.3.bin": {"path": "/host/nos-images/nvos-amd64-25.02.3.bin"},
             "notes.txt": {}}
            """);
    assertThat(software.version()).isEqualTo("25.02.2");
    assertThat(software.defaultVersion()).isEqualTo("25.02.1");
    assertThat(software.available()).containsExactly("25.02.1", "25.02.3");
    assertThat(software.find("nvos-25.02.3").orElseThrow().file())
        .isEqualTo("nvos-amd64-25.02.3.bin");
    assertThat(software.find("25.02.1").orElseThrow().partition()).isEqualTo("1");
  }

  @Test
  void readsWhatOlderBuildsSay() {
    Software plain =
        nvos("{\"image\": {\"current\": \"partition1\", \"partition1\": \"nvos-25.02.1\"}}", "");
    assertThat(plain.version()).isEqualTo("25.02.1");
    assertThat(plain.defaultVersion()).isEmpty();
    assertThat(plain.available()).isEmpty();
    Software named = nvos("{\"current\": \"nvos-25.02.1\", \"next\": \"nvos-25.02.1\"}", "Error");
    assertThat(named.version()).isEqualTo("25.02.1");
    assertThat(named.isDefault("nvos-25.02.1")).isTrue();
  }

  @Test
  void takesAPartitionBeforeAFile() {
    Software software =
        nvos(
            "{\"current\": \"1\", \"partition1\": \"nvos-1.1\", \"partition2\": \"nvos-1.2\"}",
            "{\"nvos-amd64-1.2.bin\": {}}");
    assertThat(software.available()).containsExactly("1.2");
    assertThat(software.find("1.2").orElseThrow().partition()).isEqualTo("2");
  }

  @Test
  void readsATableWithItsHeadings() {
    Software software =
        SoftwareTexts.table(
                """
                VERSION      ACTIVE  DEFAULT  PREVIOUS  CONFIRMED  TIMESTAMP
                -------------------------------------------------------------
                20.6.3       true    false    false     user       2026-01-05T10:15:00-00:00
                20.3.1       false   true     true      -          2025-01-05T10:15:00-00:00

                Total Space:387M Used Space:191M
                """)
            .orElseThrow();
    assertThat(software.version()).isEqualTo("20.6.3");
    assertThat(software.defaultVersion()).isEqualTo("20.3.1");
    assertThat(software.available()).containsExactly("20.3.1");
  }

  @Test
  void whatIsNoSuchAnswerIsNone() {
    assertThat(SoftwareTexts.table("% Invalid input detected")).isEmpty();
    assertThat(SoftwareTexts.table("")).isEmpty();
    assertThat(SoftwareTexts.nvos("[]", "", name -> "")).isEmpty();
    assertThat(SoftwareTexts.nvos("{", "", name -> "")).isEmpty();
    assertThat(
            SoftwareTexts.nvos("{\"current\": \"$(reboot)\"}", "", name -> "")
                .orElseThrow()
                .version())
        .isEmpty();
  }
}
