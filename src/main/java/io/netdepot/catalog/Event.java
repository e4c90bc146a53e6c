package io.netdepot.catalog;

import java.time.Instant;

/**
 * Something that changed, told once.
 *
 * @param id higher than that of every earlier event; some numbers may be missing
 * @param type what it is about, such as {@code operation} or {@code image-sync}
 * @param data a JSON object without any secret
 */
public record Event(long id, Instant at, String type, String data) {}
