package io.netdepot.monitor;

import io.netdepot.schedule.Schedules;
import io.netdepot.yaml.FileProblem;
import io.netdepot.yaml.FileRefusal;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Tells whether the file of schedules is what is at work. It is up when it is not as well: the
 * schedules from before go on.
 */
public final class SchedulesCheck extends AbstractHealthCheck {
  private final Schedules schedules;

  public SchedulesCheck(Schedules schedules) {
    super("netdepot", "schedules");
    this.schedules = schedules;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    Optional<FileRefusal> refusal = schedules.refusal();
    builder.detail("schedules", schedules.loaded().schedules().size());
    builder.detail("refused", refusal.isPresent());
    builder.detail("lastGood", schedules.loaded().lastGood());
    refusal.ifPresent(
        refused -> {
          String text =
              refused.problems().stream()
                  .map(FileProblem::toString)
                  .collect(Collectors.joining("\n"));
          builder.detail("refusedAt", refused.at().toString());
          builder.detail("problem", text);
          builder.message("The file of schedules is refused, and those from before go on: " + text);
        });
    builder.up();
  }

  @Override
  public boolean isLiveness() {
    return false;
  }
}
