package io.netdepot.recording;

/**
 * A mode of a device's interactive shell.
 *
 * @param silent whether what is typed does not show, as with a password
 * @param prompt shown when the device waits for a line
 */
public record Mode(String name, boolean silent, String prompt) {}
