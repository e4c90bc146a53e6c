package io.netdepot.recording;

import io.netdepot.config.DataSize;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads what a recording says of a file. */
final class FileLines {
  // The replay lays files down on this machine: no path may lead out of its folder.
  private static final Pattern PATH = Pattern.compile("(/(?!\\.\\.?(/|$))[^/\\s]+)+");

  private final Line.Problems problems;

  FileLines(Line.Problems problems) {
    this.problems = problems;
  }

  /** Reads {@code PATH CONTENT SIZE} and the lines below. */
  Optional<RecordedFile> read(Line line) {
    String[] words = line.rest().split(" ", 3);
    Optional<String> path = path(line, words[0]);
    Optional<RecordedFile.Content> content =
        RecordedFile.Content.of(words.length < 2 ? "" : words[1]);
    if (content.isEmpty()) {
      problems.add(
          line.number(),
          "Write the path, what the file holds ("
              + Arrays.stream(RecordedFile.Content.values())
                  .map(RecordedFile.Content::word)
                  .collect(Collectors.joining(", "))
              + ") and its size, such as '/var/dump/a.tar.gz tar.gz 64 KiB'");
      return Optional.empty();
    }
    Options options = new Options();
    line.below().forEach(below -> options.take(below, content.get()));
    OptionalLong size = size(line, content.get(), words.length < 3 ? "" : words[2], options);
    return path.isEmpty() || size.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new RecordedFile(
                path.get(),
                content.get(),
                size.getAsLong(),
                options.text,
                options.denied,
                options.kept,
                options.says,
                options.cutsAt,
                options.stallsAt));
  }

  /** Checks a path. */
  Optional<String> path(Line line, String path) {
    if (PATH.matcher(path).matches() && path.length() <= 1_024) {
      return Optional.of(path);
    }
    problems.add(
        line.number(),
        "'" + path + "' is not a path from the root, such as /var/dump/a.tar.gz, without blanks");
    return Optional.empty();
  }

  private OptionalLong size(
      Line line, RecordedFile.Content content, String written, Options options) {
    if (content != RecordedFile.Content.TEXT) {
      return size(line, written);
    }
    if (!written.isEmpty()) {
      problems.add(line.number(), "A text has the size of its lines; write none");
    }
    return OptionalLong.of(
        options.text.stream()
            .mapToLong(each -> each.getBytes(StandardCharsets.UTF_8).length + 1L)
            .sum());
  }

  private OptionalLong size(Line line, String written) {
    try {
      long bytes = DataSize.parse(written).bytes();
      if (bytes >= 1) {
        return OptionalLong.of(bytes);
      }
      problems.add(line.number(), "The size is to be one byte at least");
    } catch (IllegalArgumentException e) {
      problems.add(line.number(), String.valueOf(e.getMessage()));
    }
    return OptionalLong.empty();
  }

  /** What the lines below a file say; for one file. */
  private final class Options {
    private final List<String> text = new ArrayList<>();
    private boolean denied;
    private boolean kept;
    private OptionalLong says = OptionalLong.empty();
    private OptionalLong cutsAt = OptionalLong.empty();
    private OptionalLong stallsAt = OptionalLong.empty();

    void take(Line line, RecordedFile.Content content) {
      switch (line.word()) {
        case "denied" -> denied = true;
        case "kept" -> kept = true;
        case "says" -> says = size(line, line.rest());
        case "cuts-at" -> cutsAt = size(line, line.rest());
        case "stalls-at" -> stallsAt = size(line, line.rest());
        case "line" -> line(line, content);
        default ->
            problems.add(
                line.number(),
                "A file has no '"
                    + line.word()
                    + "'; it has denied, kept, says, cuts-at, stalls-at and, as a text, line");
      }
    }

    private void line(Line line, RecordedFile.Content content) {
      if (content != RecordedFile.Content.TEXT) {
        problems.add(line.number(), "Only a text has lines");
        return;
      }
      try {
        text.add(Escapes.read(line.rest()));
      } catch (IllegalArgumentException e) {
        problems.add(line.number(), String.valueOf(e.getMessage()));
      }
    }
  }
}
