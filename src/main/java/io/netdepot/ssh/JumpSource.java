package io.netdepot.ssh;

import java.util.Optional;

/** Knows the jump hosts that are set now. */
@FunctionalInterface
public interface JumpSource {
  /** Where no jump host is set. */
  JumpSource NONE = name -> Optional.empty();

  /** A jump host by its name; empty when it is not set any more. */
  Optional<JumpHost> find(String name);
}
