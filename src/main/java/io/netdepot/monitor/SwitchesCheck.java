package io.netdepot.monitor;

import io.netdepot.switches.Switches;
import io.netdepot.yaml.FileProblem;
import io.netdepot.yaml.FileRefusal;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Tells whether the file of switches is what is at work. It is up when it is not as well: what was
 * set before goes on.
 */
public final class SwitchesCheck extends AbstractHealthCheck {
  private final Switches switches;

  public SwitchesCheck(Switches switches) {
    super("netdepot", "switches");
    this.switches = switches;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    Optional<FileRefusal> refusal = switches.refusal();
    builder.detail("entries", switches.entries());
    builder.detail("refused", refusal.isPresent());
    builder.detail("lastGood", switches.isFromLastGood());
    refusal.ifPresent(
        refused -> {
          String text =
              refused.problems().stream()
                  .map(FileProblem::toString)
                  .collect(Collectors.joining("\n"));
          builder.detail("refusedAt", refused.at().toString());
          builder.detail("problem", text);
          builder.message(
              "The file of switches is refused, and the one from before goes on: " + text);
        });
    builder.up();
  }

  @Override
  public boolean isLiveness() {
    return false;
  }
}
