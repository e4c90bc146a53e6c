package io.netdepot.schedule;

import java.util.Optional;

/**
 * One entry of the file of schedules.
 *
 * @param name by which it is known, also over a restart
 * @param runMissed whether a time that passed while the service was down is made up for, once, at
 *     its start; else it is left out
 * @param collection what is collected; there for {@link ScheduleKind#COLLECT} only
 */
public record Schedule(
    String name,
    ScheduleKind kind,
    Cron cron,
    boolean runMissed,
    Optional<CollectionPlan> collection) {}
