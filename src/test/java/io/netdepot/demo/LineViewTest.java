package io.netdepot.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineViewTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final LineView view =
      new LineView(new PrintStream(printed, true, StandardCharsets.UTF_8));

  private void show(double percentage, String step, SwitchProgress... switches) {
    view.show(new DemoOperation("in-progress", percentage, step, "", "", List.of(switches)));
  }

  private List<String> lines() {
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void printsALineWhenASwitchDoesSomethingElse() {
    show(0, "a", new SwitchProgress("sw1", "running", "connect", 0, 0));
    show(0, "a", new SwitchProgress("sw1", "running", "connect", 0, 0));
    show(10, "a", new SwitchProgress("sw1", "running", "generate", 0, 0));
    show(99, "a", new SwitchProgress("sw1", "failed", "generate", 0, 0));
    assertThat(lines())
        .containsExactly(
            "    0.0 %  sw1  connect", "   10.0 %  sw1  generate", "   99.0 %  sw1  failed");
  }

  @Test
  void printsALineForEveryQuarterOfAFetch() {
    for (long received = 0; received <= 100; received++) {
      show(50, "a", new SwitchProgress("sw1", "running", "fetch", received, 100));
    }
    assertThat(lines()).hasSize(5).last().asString().contains("fetch 100 % of 0.0 MB");
  }

  @Test
  void printsTheStepWhereNothingIsKnownOfTheSwitches() {
    show(1, "Collecting");
    show(2, "Collecting");
    show(3, "Storing");
    assertThat(lines()).containsExactly("    1.0 %  Collecting", "    3.0 %  Storing");
  }
}
