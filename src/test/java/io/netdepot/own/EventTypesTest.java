package io.netdepot.own;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.netdepot.catalog.SqliteCatalog;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The types of events are written where they are made, asked for and described: all the same. */
class EventTypesTest {
  private static final Pattern MADE =
      Pattern.compile("INTO event \\(type, data\\) VALUES \\('([a-z-]+)'");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|");

  private static Set<String> all(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void areThoseThatTheCatalogMakesAndThoseOfRoutes(@TempDir Path directory) throws SQLException {
    Path file = directory.resolve("catalog.db");
    SqliteCatalog.open(file).close();
    StringBuilder triggers = new StringBuilder();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery("SELECT sql FROM sqlite_master WHERE type = 'trigger'")) {
      while (rows.next()) {
        triggers.append(rows.getString(1)).append('\n');
      }
    }
    Set<String> made = all(MADE, triggers.toString());
    made.add("route");
    assertThat(made).isEqualTo(EventCalls.TYPES);
  }

  @Test
  void areThoseThatTheDocumentDescribes() throws Exception {
    try (InputStream in = getClass().getResourceAsStream("/openapi/netdepot-v1.yaml")) {
      JsonNode parameters = new YAMLMapper().readTree(in).at("/paths/~1events/get/parameters");
      String described =
          parameters
              .valueStream()
              .filter(one -> one.path("name").asText().equals("types"))
              .map(one -> one.get("description").asText())
              .collect(Collectors.joining());
      Set<String> named = new TreeSet<>();
      // Each sentence begins with the types, and says after a colon what they have.
      Matcher list =
          Pattern.compile("(?:^|\\. )([a-z, -]+):").matcher(described.replace('\n', ' '));
      while (list.find()) {
        named.addAll(Set.of(list.group(1).split(", | and ")));
      }
      assertThat(named).isEqualTo(EventCalls.TYPES);
    }
  }

  @Test
  void areThoseOfTheManual() throws Exception {
    String manual = Files.readString(Path.of("docs/schedules.md"));
    Set<String> rows = all(ROW, manual.substring(manual.indexOf("| `operation` |")));
    rows.remove("gap");
    assertThat(rows).isEqualTo(EventCalls.TYPES);
  }
}
