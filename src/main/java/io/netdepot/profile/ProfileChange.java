package io.netdepot.profile;

import io.netdepot.secret.Secret;
import java.util.Optional;

/** What shall be different in a profile; what is empty stays as it is. */
public record ProfileChange(
    Optional<String> name, Optional<String> username, Optional<Secret> password) {}
