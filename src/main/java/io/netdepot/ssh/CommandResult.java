package io.netdepot.ssh;

/**
 * How a command ended.
 *
 * @param output what it wrote to its standard output, as UTF-8; whole
 * @param errors the same for standard error
 */
public record CommandResult(int exitStatus, String output, String errors) {}
