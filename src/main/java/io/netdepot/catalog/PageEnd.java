package io.netdepot.catalog;

import io.netdepot.fleet.EntityId;
import java.time.Instant;

/**
 * The last entry of a page of a list that begins with the newest: the next page begins below it,
 * whatever was added or removed meanwhile.
 *
 * @param at by which the list is sorted; entries of one time are sorted by their ids
 */
public record PageEnd(Instant at, EntityId id) {}
