package io.netdepot.config;

/**
 * A setting given on the command line.
 *
 * @param option how it was given, for messages, such as {@code --set} or {@code --port}
 */
public record SettingOverride(String name, String value, String option) {}
