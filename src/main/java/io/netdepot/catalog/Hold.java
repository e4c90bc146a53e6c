package io.netdepot.catalog;

import java.time.Instant;

/**
 * That somebody wants a package kept: nothing removes it before the hold is released.
 *
 * @param by the user of the API
 * @param reason in the user's words; empty when none was given
 */
public record Hold(Instant since, String by, String reason) {}
