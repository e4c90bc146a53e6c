package io.netdepot.cli;

import java.util.List;

/** The users of a data directory. */
public interface UserFile {
  /** Their names, such as {@code rw-user}. */
  List<String> names() throws CommandProblem;

  /**
   * Changes a password for good.
   *
   * @param user one of {@link #names()}
   * @param password the caller wipes it afterwards
   */
  void setPassword(String user, char[] password) throws CommandProblem;
}
