package io.netdepot.catalog;

import io.netdepot.fleet.EntityId;
import io.netdepot.secret.SealedSecret;

/**
 * A login for switches.
 *
 * @param name unique, case-sensitive, 1 to 64 printable ASCII characters
 * @param isDefault the one that is used when a request names none; it cannot be deleted
 */
public record Profile(
    EntityId id, String name, String username, SealedSecret password, boolean isDefault) {}
