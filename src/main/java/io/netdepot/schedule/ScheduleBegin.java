package io.netdepot.schedule;

import io.netdepot.catalog.ScheduleRun;

/** What became of the wish to run a schedule now. */
public sealed interface ScheduleBegin {
  /** It runs. */
  record Begun(ScheduleRun run) implements ScheduleBegin {}

  /** There is nothing to begin now; the sentence says why. */
  record Refused(String why) implements ScheduleBegin {}

  /** There is no schedule of this name. */
  record NotFound() implements ScheduleBegin {}
}
