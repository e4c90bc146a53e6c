package io.netdepot.archive;

import io.netdepot.archive.ArchiveVerdict.Damaged;
import io.netdepot.archive.ArchiveVerdict.NotAnArchive;
import io.netdepot.archive.ArchiveVerdict.OverLimit;
import java.io.IOException;

/** Carries the verdict out of the depth of a check; never leaves this package. */
final class ArchiveRefusal extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient ArchiveVerdict verdict;

  private ArchiveRefusal(String why, ArchiveVerdict verdict) {
    super(why);
    this.verdict = verdict;
  }

  static ArchiveRefusal damaged(String why) {
    return new ArchiveRefusal(why, new Damaged(why));
  }

  static ArchiveRefusal notAnArchive(String why) {
    return new ArchiveRefusal(why, new NotAnArchive(why));
  }

  static ArchiveRefusal overLimit(String why) {
    return new ArchiveRefusal(why, new OverLimit(why));
  }

  ArchiveVerdict verdict() {
    return verdict;
  }

  // Thrown for every bad archive of a fleet, where the place in the code tells nobody anything.
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
