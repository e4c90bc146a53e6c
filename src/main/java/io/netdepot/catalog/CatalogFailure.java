package io.netdepot.catalog;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The catalog could not do what was asked. When a call that changes something throws it, nothing of
 * the change is recorded. The message is a sentence for people, without any recorded value.
 */
public final class CatalogFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final String FULL =
      "The disk of the data directory is full and the catalog has no room: nothing was recorded."
          + " Delete packages or make room on it, then try again";

  /** What kind of trouble it is. */
  public enum Kind {
    /** No room left on the disk; goes away when somebody makes room. */
    DISK_FULL,
    /** The disk refused to read or write. */
    DISK_FAILED,
    /**
     * The disk refused to make a change durable. What lies on it is not known any more, so the
     * catalog takes no further change until the service is started again.
     */
    NOT_DURABLE,
    /** The catalog was closed. */
    CLOSED,
    /** The file is no catalog, is damaged or was written by a newer version. */
    UNUSABLE,
    /** Another process holds the database for too long. */
    BUSY,
    /** Anything else, which points to a mistake in the program. */
    OTHER
  }

  private final Kind kind;

  CatalogFailure(Kind kind, String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  static CatalogFailure closed() {
    return new CatalogFailure(Kind.CLOSED, "The catalog is closed: the service is stopping.", null);
  }

  /** The disk has no room. */
  static CatalogFailure full(@Nullable Throwable cause) {
    return new CatalogFailure(Kind.DISK_FULL, FULL, cause);
  }

  static boolean isFull(Throwable thrown) {
    return of(thrown) instanceof CatalogFailure failure && failure.kind == Kind.DISK_FULL;
  }

  /** Puts a failure of the database into words; what is none stays as it is. */
  static RuntimeException of(Throwable thrown) {
    if (thrown instanceof CatalogFailure earlier) {
      // It was made on another thread: a new one shows the caller's own stack.
      return new CatalogFailure(earlier.kind, String.valueOf(earlier.getMessage()), earlier);
    }
    Optional<SQLException> sql = sqlException(thrown);
    if (sql.isPresent()) {
      return ofSql(sql.get());
    }
    if (thrown instanceof IllegalArgumentException mistake) {
      return mistake;
    }
    return new CatalogFailure(Kind.OTHER, "The catalog failed: " + thrown, thrown);
  }

  private static CatalogFailure ofSql(SQLException e) {
    if (!(e instanceof SQLiteException sqlite)) {
      return new CatalogFailure(Kind.OTHER, "The catalog gave no connection.", e);
    }
    SQLiteErrorCode code = sqlite.getResultCode();
    String name = code.name();
    Kind kind = kind(code);
    String sentence =
        switch (kind) {
          case DISK_FULL -> FULL;
          case DISK_FAILED ->
              "The disk refused to read or write the catalog ("
                  + name
                  + "). Look for disk errors in the system's log.";
          case NOT_DURABLE ->
              "The disk refused to make the catalog durable ("
                  + name
                  + "). Look for disk errors in the system's log, then start the service again.";
          case UNUSABLE ->
              "The catalog's file cannot be used ("
                  + name
                  + "). Check that it is a catalog and may be written; else restore a copy.";
          case BUSY -> "Another process holds the catalog (" + name + "). Stop it and try again.";
          case CLOSED, OTHER -> "The catalog refused the call (" + name + ").";
        };
    return new CatalogFailure(kind, sentence, e);
  }

  private static Kind kind(SQLiteErrorCode code) {
    return switch (code) {
      // The second one is of the index of the log, a file of its own.
      case SQLITE_FULL, SQLITE_IOERR_SHMSIZE -> Kind.DISK_FULL;
      case SQLITE_IOERR_FSYNC, SQLITE_IOERR_DIR_FSYNC -> Kind.NOT_DURABLE;
      case SQLITE_NOTADB, SQLITE_FORMAT -> Kind.UNUSABLE;
      default -> {
        String name = code.name();
        if (name.startsWith("SQLITE_IOERR")) {
          yield Kind.DISK_FAILED;
        }
        if (name.startsWith("SQLITE_CORRUPT")
            || name.startsWith("SQLITE_CANTOPEN")
            || name.startsWith("SQLITE_READONLY")
            || name.startsWith("SQLITE_PERM")) {
          yield Kind.UNUSABLE;
        }
        if (name.startsWith("SQLITE_BUSY") || name.startsWith("SQLITE_LOCKED")) {
          yield Kind.BUSY;
        }
        yield Kind.OTHER;
      }
    };
  }

  private static Optional<SQLException> sqlException(Throwable thrown) {
    Optional<SQLException> found = Optional.empty();
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      if (at instanceof SQLiteException sqlite) {
        return Optional.of(sqlite);
      }
      if (found.isEmpty() && at instanceof SQLException sql) {
        found = Optional.of(sql);
      }
    }
    return found;
  }
}
