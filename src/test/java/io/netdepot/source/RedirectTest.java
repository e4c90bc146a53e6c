package io.netdepot.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RedirectTest {
  private static final SourceUri SAFE = SourceUri.parse("https://images.example/a.bin");

  @Test
  void goesElsewhere() throws Exception {
    assertThat(Redirect.follow(SAFE, "https://cdn.example/a.bin"))
        .hasToString("https://cdn.example/a.bin");
    assertThat(Redirect.follow(SourceUri.parse("http://images.example/"), "https://cdn.example/"))
        .hasToString("https://cdn.example/");
  }

  @Test
  void neverLeavesTls() {
    assertThatThrownBy(() -> Redirect.follow(SAFE, "http://images.example/a.bin"))
        .isInstanceOf(SourceFailure.class)
        .hasMessageContaining("from https to http");
  }

  @Test
  void neverLeavesHttp() {
    assertThatThrownBy(() -> Redirect.follow(SAFE, "scp://images.example/a.bin"))
        .isInstanceOf(SourceFailure.class);
    assertThatThrownBy(() -> Redirect.follow(SAFE, "file:///etc/passwd"))
        .isInstanceOf(SourceFailure.class);
    assertThatThrownBy(() -> Redirect.follow(SAFE, "http://[broken"))
        .isInstanceOf(SourceFailure.class);
  }
}
