package io.netdepot.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.netdepot.files.PrivateFile;
import io.netdepot.store.DataLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;

/**
 * What a backup says of itself. It is written last and in one step: the backup is what it names.
 *
 * @param format how the folder is laid out; a program that knows a lower one refuses it
 * @param made when, RFC 3339
 * @param schema of the catalog
 * @param state the folder with the files
 * @param files the catalog and the small files, with their digests
 * @param blobs how many the catalog needs
 * @param missing digests of blobs that the catalog needs and that could not be had
 */
record Manifest(
    int format,
    String made,
    String schema,
    String state,
    List<Entry> files,
    long blobs,
    List<String> missing) {
  static final int FORMAT = 1;
  static final String CATALOG = "catalog.db";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  Manifest {
    files = List.copyOf(files);
    missing = List.copyOf(missing);
  }

  /** A file of a state. */
  record Entry(String name, long size, String sha256) {}

  void write(DataLayout backup) throws IOException {
    PrivateFile.write(backup.manifest(), JSON.writeValueAsBytes(this));
  }

  /**
   * Reads the one of a backup; empty when none was ever completed.
   *
   * @throws IOException when it cannot be read or a newer version wrote it
   */
  static Optional<Manifest> read(DataLayout backup) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(backup.manifest());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    try {
      JsonNode root = JSON.readTree(bytes);
      int format = root.path("format").asInt();
      if (format > FORMAT) {
        throw new IOException(
            "The backup "
                + backup.root()
                + " was made by a newer version (format "
                + format
                + ", this one knows "
                + FORMAT
                + "); use that version");
      }
      return Optional.of(JSON.treeToValue(root, Manifest.class));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IOException("The file " + backup.manifest() + " is damaged; use another backup", e);
    }
  }
}
