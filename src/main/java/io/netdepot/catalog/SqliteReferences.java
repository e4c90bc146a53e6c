package io.netdepot.catalog;

import io.netdepot.store.BlobReferences;
import io.netdepot.store.Sha256;
import java.util.Set;
import java.util.stream.Collectors;

/** Which blobs SQLite's tables need: the one place that names every column with a digest in it. */
final class SqliteReferences implements BlobReferences {
  static final String DIGESTS =
      """
      SELECT sha256 FROM package
      UNION SELECT sha256 FROM image WHERE sha256 IS NOT NULL
      UNION SELECT sha256 FROM quarantine
      """;

  private final Database database;

  SqliteReferences(Database database) {
    this.database = database;
  }

  @Override
  public boolean refersTo(Sha256 digest) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT EXISTS (SELECT 1 FROM package WHERE sha256 = :sha256)
                      OR EXISTS (SELECT 1 FROM image WHERE sha256 = :sha256)
                      OR EXISTS (SELECT 1 FROM quarantine WHERE sha256 = :sha256)
                    """)
                .bind("sha256", digest.hex())
                .mapTo(Boolean.class)
                .one());
  }

  @Override
  public Set<Sha256> digests() {
    return database.read(
        handle ->
            handle.createQuery(DIGESTS).mapTo(String.class).stream()
                .map(Sha256::new)
                .collect(Collectors.toUnmodifiableSet()));
  }
}
