package io.netdepot.config;

/**
 * How stored files are read again: settings {@code store.scrub-*}.
 *
 * @param rate {@code store.scrub-rate}, bytes a second; 0 reads as fast as it can; 16 MiB
 */
public record ScrubSettings(DataSize rate) {}
