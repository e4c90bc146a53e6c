package io.netdepot.ssh;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is said to a modal command line, which is no shell of POSIX: lines, each when the prompt is
 * there.
 *
 * @param prompt matches all of the last line when the switch waits for the next command
 * @param prepare lines that are sent before, such as the one that switches the pager off
 * @param command the line whose answer counts
 * @param failure found in a line of an answer, it means that the command failed; such command lines
 *     have no exit status
 */
record Dialogue(Pattern prompt, List<String> prepare, String command, Optional<Pattern> failure) {
  Dialogue {
    prepare = List.copyOf(prepare);
  }
}
