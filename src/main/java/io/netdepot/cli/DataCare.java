package io.netdepot.cli;

import java.nio.file.Path;
import java.util.List;

/** Looks after a whole data directory. */
public interface DataCare {
  /**
   * Changes the key that kept passwords are encrypted with; no service may be running.
   *
   * @param lost whether passwords that cannot be read any more are left behind
   */
  Report rekey(Path data, boolean lost) throws CommandProblem;

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
