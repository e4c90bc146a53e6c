package io.netdepot.catalog;

import io.netdepot.files.LocalDisk;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Copies of a catalog as it is at one moment, also while a service uses it. */
public final class CatalogCopy {
  private static final int BUSY_MILLIS = 30_000;

  private CatalogCopy() {}

  /**
   * Writes a copy, durable when this returns; whatever its schema is, it is left as it is.
   *
   * @param to where there is no file yet; it is for its owner alone
   * @throws CatalogFailure when there is no catalog, it cannot be read, or the copy not written
   */
  public static void write(Path catalog, Path to) {
    if (!Files.isRegularFile(catalog)) {
      throw new CatalogFailure(
          CatalogFailure.Kind.UNUSABLE, "There is no catalog at " + catalog + ".", null);
    }
    try {
      // SQLite fills an empty file that is there, and would make one that others may read.
      new LocalDisk().create(to).close();
      try (Connection connection = source(catalog).getConnection();
          PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
        copy.setString(1, to.toAbsolutePath().toString());
        execute(copy, to);
      }
      try (FileChannel written = FileChannel.open(to, StandardOpenOption.WRITE)) {
        written.force(true);
      }
    } catch (SQLException e) {
      throw CatalogFailure.of(e);
    } catch (IOException e) {
      throw new CatalogFailure(
          CatalogFailure.Kind.DISK_FAILED,
          "The copy of the catalog, " + to + ", cannot be written: " + e.getMessage(),
          e);
    }
  }

  // The disk that is full is that of the copy: the catalog itself was opened before.
  private static void execute(PreparedStatement copy, Path to) throws SQLException {
    try {
      copy.execute();
    } catch (SQLException e) {
      if (!CatalogFailure.isFull(e)) {
        throw e;
      }
      throw new CatalogFailure(
          CatalogFailure.Kind.DISK_FULL,
          "There is no room for the copy of the catalog, "
              + to
              + ". Make room on its disk, or name a folder on another one.",
          e);
    }
  }

  /**
   * The version of the schema of a catalog that nobody uses, such as {@code 3}.
   *
   * @throws CatalogFailure when the file is no catalog
   */
  public static String schema(Path catalog) {
    try (Connection connection = source(catalog).getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                SELECT version FROM flyway_schema_history WHERE success AND version IS NOT NULL
                ORDER BY CAST(version AS INTEGER) DESC LIMIT 1
                """)) {
      return row.next() ? row.getString(1) : "0";
    } catch (SQLException e) {
      throw CatalogFailure.of(e);
    }
  }

  // None of the pragmas of a service: nothing is to be changed.
  private static SQLiteDataSource source(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }
}
