package io.netdepot.upkeep;

import io.netdepot.fleet.EntityId;
import java.time.Instant;

/**
 * When a package goes as things are: with the next run of the rules after that time.
 *
 * @param rule the setting that lets it go
 */
public record Expiration(EntityId id, Instant at, String rule) {}
