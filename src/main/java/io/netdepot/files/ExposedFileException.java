package io.netdepot.files;

import java.io.IOException;
import java.nio.file.Path;

/** Others than its owner may use a file that holds secrets. The message says what to do. */
public final class ExposedFileException extends IOException {
  private static final long serialVersionUID = 1L;

  ExposedFileException(Path file) {
    super(
        "others than its owner may use it, and it holds secrets; run 'chmod 600 "
            + file
            + "' if you trust its content");
  }
}
