package io.netdepot.cli;

import java.nio.file.Path;
import java.util.List;

/** Looks after a whole data directory: keeps copies of it, brings them back, changes its key. */
public interface DataCare {
  /**
   * Copies everything that is kept, also while the service runs.
   *
   * @param to a new folder, or one with an earlier backup
   */
  Report backup(Path data, Path to, Manner manner, Progress progress) throws CommandProblem;

  /**
   * How packages and images are backed up.
   *
   * @param copy whether each is copied, also where a second name of its file would do
   * @param verify whether all of them are read, and those of an earlier backup, too
   */
  record Manner(boolean copy, boolean verify) {}

  /**
   * Brings a backup back.
   *
   * @param data a directory that is missing or empty
   */
  Report restore(Path from, Path data, Progress progress) throws CommandProblem;

  /**
   * Changes the key that kept passwords are encrypted with; no service may be running.
   *
   * @param lost whether passwords that cannot be read any more are left behind
   */
  Report rekey(Path data, boolean lost) throws CommandProblem;

  /** Is told how far the work is. */
  @FunctionalInterface
  interface Progress {
    /**
     * So many of so many are done.
     *
     * @param doing such as {@code Copying}
     */
    void at(String doing, long done, long of);
  }

  /**
   * What came of it.
   *
   * @param whole false when it was done but something could not be had
   * @param sentences for people, a line each
   */
  record Report(boolean whole, List<String> sentences) {
    public Report {
      sentences = List.copyOf(sentences);
    }
  }
}
