package io.netdepot.ssh;

import java.nio.file.Path;

/**
 * A file of ours that is to be put onto a switch: what the steps of a route hand on as the body,
 * never its bytes.
 *
 * @param size in bytes
 */
public record FileToSend(Path file, long size) {}
