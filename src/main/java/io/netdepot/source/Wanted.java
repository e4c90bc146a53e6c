package io.netdepot.source;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is wanted of a remote file.
 *
 * @param login how to log in, where that is needed
 * @param known of the version that is here already: it does not come again; none fetches anyway
 * @param size in bytes, where a list declared it; another size is refused
 */
public record Wanted(Optional<SourceLogin> login, Validators known, OptionalLong size) {

  /** All of it, without a login. */
  public static Wanted anyway() {
    return new Wanted(Optional.empty(), Validators.NONE, OptionalLong.empty());
  }
}
