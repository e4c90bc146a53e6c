package io.netdepot.schedule;

import java.util.Map;
import java.util.Optional;

/**
 * The text of the schedules and of the lists that they name, read at one moment, so that what is
 * checked is what is used.
 *
 * @param file its name, for people
 * @param text of the file; empty when there is none, which means no schedules
 * @param lists by the name under which the file has them; missing are those that cannot be read
 */
record ScheduleTexts(String file, Optional<String> text, Map<String, String> lists) {
  ScheduleTexts {
    lists = Map.copyOf(lists);
  }
}
