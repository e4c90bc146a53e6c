package io.netdepot.files;

import java.io.IOException;

/** A file that people write is not text in UTF-8. */
public final class NotTextException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int line;

  NotTextException(int line, Throwable cause) {
    super("is not UTF-8 in line " + line + "; save it as that", cause);
    this.line = line;
  }

  /** Where the first bytes stand that are no character; counts from 1. */
  public int line() {
    return line;
  }
}
