package io.netdepot.config;

/**
 * What the route files of platforms with a modal command line read: settings {@code onyx.*}, {@code
 * viptela.*} and {@code iosxe.*}.
 *
 * @param command {@code command}, the line that makes a package
 * @param prompt {@code prompt}, a regular expression for the line that the switch waits behind
 * @param prepare {@code prepare}, lines that are sent before, separated by {@code ;}
 * @param failurePattern {@code failure-pattern}, a regular expression that finds a line of an
 *     answer which means failure
 * @param dumps the rest
 */
public record ModalSettings(
    String command, String prompt, String prepare, String failurePattern, DumpSettings dumps) {}
