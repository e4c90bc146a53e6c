package io.netdepot.profile;

import io.netdepot.catalog.Profile;

/** How changing a profile ended. */
public sealed interface Changed {
  /** The profile as it is now. */
  record Done(Profile profile) implements Changed {}

  record NotFound() implements Changed {}

  /** Another profile has the name; nothing was changed. */
  record NameTaken() implements Changed {}
}
