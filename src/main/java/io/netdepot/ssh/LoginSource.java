package io.netdepot.ssh;

import io.netdepot.fleet.SwitchFailure;
import io.netdepot.fleet.SwitchTask;

/** Knows the login for a task; asked where the connection opens, so that no secret travels. */
@FunctionalInterface
public interface LoginSource {
  /**
   * The login for a switch. May block for a moment.
   *
   * @throws SwitchFailure {@code profile-unusable} when the task's profile is gone
   */
  Login of(SwitchTask task) throws SwitchFailure;
}
