package io.netdepot.archive;

import java.io.IOException;
import java.io.InputStream;

/** Where the bytes of an archive come from. */
@FunctionalInterface
public interface ArchiveSource {
  /** Opens the archive at its first byte; whoever calls closes the stream. */
  InputStream open() throws IOException;
}
