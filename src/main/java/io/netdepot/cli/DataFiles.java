package io.netdepot.cli;

import java.nio.file.Path;

/** Opens the files of a data directory that commands work on without the service. */
public interface DataFiles {
  UserFile users(Path data) throws CommandProblem;

  HostKeyFile hostKeys(Path data) throws CommandProblem;
}
