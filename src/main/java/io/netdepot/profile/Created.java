package io.netdepot.profile;

import io.netdepot.catalog.Profile;

/** How making a profile ended. */
public sealed interface Created {
  record Done(Profile profile) implements Created {}

  /** Another profile has the name; nothing was made. */
  record NameTaken() implements Created {}
}
