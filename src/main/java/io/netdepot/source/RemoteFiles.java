package io.netdepot.source;

import java.util.Optional;

/**
 * Files on remote repositories. Calls block, and end early when their transfer is cut. Thread-safe.
 */
public interface RemoteFiles {

  /** Fetches a file into the spool, with tries and resuming as the settings say. */
  Fetched fetch(SourceUri file, Wanted wanted, Transfer transfer) throws SourceFailure;

  /**
   * Reads a small text, such as a list of files.
   *
   * @return empty when there is none, also where a page of HTML says so
   * @throws SourceFailure {@code bad-list} when it is longer than lists are
   */
  Optional<String> text(SourceUri file, Optional<SourceLogin> login, Transfer transfer)
      throws SourceFailure;
}
