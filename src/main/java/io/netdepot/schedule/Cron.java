package io.netdepot.schedule;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Times by a cron expression of five fields, as Unix knows it, in a time zone. Immutable.
 *
 * <p>Where a time is left out because the clocks go forward, it is the same length of time after
 * the change; where the clocks go back, a time of the day comes once, and what comes every few
 * minutes goes on coming.
 */
public final class Cron {
  private final String text;
  private final ZoneId zone;
  private final ExecutionTime times;

  private Cron(String text, ZoneId zone, ExecutionTime times) {
    this.text = text;
    this.zone = zone;
    this.times = times;
  }

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException when it is none, or no time is ever meant by it; the message
   *     is a sentence for people
   */
  public static Cron parse(String text, ZoneId zone) {
    CronParser parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
    try {
      Cron cron = new Cron(text, zone, ExecutionTime.forCron(parser.parse(text).validate()));
      if (cron.after(Instant.EPOCH).isEmpty()) {
        throw new IllegalArgumentException("'" + text + "' never comes, in no year");
      }
      return cron;
    } catch (IllegalArgumentException e) {
      String reason = String.valueOf(e.getMessage());
      throw new IllegalArgumentException(
          reason.startsWith("'")
              ? reason
              : "'"
                  + text
                  + "' is not a cron expression of five fields (minute, hour, day of the month,"
                  + " month, day of the week), such as 30 2 * * 1-5: "
                  + reason,
          e);
    }
  }

  /** The first time after a moment; empty when there is none. */
  public Optional<Instant> after(Instant moment) {
    Optional<Instant> next = times.nextExecution(moment.atZone(zone)).map(ZonedDateTime::toInstant);
    return inAGap(moment)
        .filter(moved -> moved.isAfter(moment))
        .filter(moved -> next.isEmpty() || moved.isBefore(next.get()))
        .or(() -> next);
  }

  // The library leaves out the times that a change of the clocks leaves out. Read as if there were
  // no changes, the next one shows whether it is one of those; java.time moves it behind the gap.
  private Optional<Instant> inAGap(Instant moment) {
    LocalDateTime local = LocalDateTime.ofInstant(moment, zone);
    return times
        .nextExecution(local.atZone(ZoneOffset.UTC))
        .map(ZonedDateTime::toLocalDateTime)
        .filter(next -> zone.getRules().getValidOffsets(next).isEmpty())
        .map(next -> next.atZone(zone).toInstant());
  }

  /** The next times after a moment, at most so many. */
  public List<Instant> next(Instant moment, int count) {
    List<Instant> found = new ArrayList<>();
    Optional<Instant> next = after(moment);
    while (next.isPresent() && found.size() < count) {
      found.add(next.get());
      next = after(next.get());
    }
    return List.copyOf(found);
  }

  /** As it was written. */
  public String text() {
    return text;
  }

  public ZoneId zone() {
    return zone;
  }

  /** The expression and the time zone. */
  @Override
  public String toString() {
    return text + " " + zone;
  }

  /**
   * Reads the name of a time zone.
   *
   * @throws IllegalArgumentException when there is none of this name
   */
  static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "There is no time zone '" + name + "'; write one such as UTC or Europe/Berlin", e);
    }
  }
}
