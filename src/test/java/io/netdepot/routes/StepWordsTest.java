package io.netdepot.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StepWordsTest {
  private static final Pattern WORD = Pattern.compile("`(\\w+)`");

  @Test
  void documentListsWhatMayBeRead() throws IOException {
    assertThat(row("names in a path")).isEqualTo(StepWords.READABLE);
  }

  @Test
  void nothingThatLeadsToAClassMayBeRead() {
    assertThat(StepWords.READABLE)
        .noneMatch(name -> name.matches("(?i)(get)?(class|context|registry|loader|cause).*"));
  }

  private static Set<String> row(String title) throws IOException {
    String row =
        Files.readAllLines(Path.of("docs/routes.md")).stream()
            .filter(line -> line.startsWith("| " + title))
            .findFirst()
            .orElseThrow();
    return WORD.matcher(row)
        .results()
        .map((MatchResult word) -> word.group(1))
        .collect(Collectors.toSet());
  }
}
