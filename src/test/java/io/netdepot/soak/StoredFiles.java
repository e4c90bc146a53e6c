package io.netdepot.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The data directory as somebody sees it who looks from outside. */
record StoredFiles(Path data) {
  /** The files being received; nobody may have looked yet whether they are whole. */
  Set<String> spool() throws IOException {
    return names(data.resolve("spool"));
  }

  /** Nothing that the killed service was receiving is there any more. */
  void verifySwept(Set<String> spooledBeforeStart) throws IOException {
    Kept.none("files in the spool after a start", spool(), spooledBeforeStart);
  }

  /** With nothing going on: each blob has its record, each record its blob, the spool is empty. */
  void verifyAtRest() throws IOException, SQLException {
    assertThat(spool()).as("spool at rest").isEmpty();
    assertThat(blobs()).as("blobs, compared with records").isEqualTo(digests());
  }

  private Set<String> blobs() throws IOException {
    try (Stream<Path> files = Files.walk(data.resolve("blobs"))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private Set<String> digests() throws SQLException {
    Set<String> digests = new TreeSet<>();
    String url = "jdbc:sqlite:file:" + data.resolve("catalog.db") + "?mode=ro";
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT sha256 FROM package UNION SELECT sha256 FROM image"
                    + " WHERE sha256 IS NOT NULL UNION SELECT sha256 FROM quarantine")) {
      while (rows.next()) {
        digests.add(rows.getString(1));
      }
    }
    return digests;
  }

  /** Of a directory that was never made: none. */
  private static Set<String> names(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return Set.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> found = files.toList();
      return found.stream().map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }
}
