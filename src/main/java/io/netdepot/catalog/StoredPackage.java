package io.netdepot.catalog;

import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.store.Sha256;
import java.time.Instant;
import java.util.Optional;

/**
 * A support package that was published: its blob is whole and named by the digest.
 *
 * @param fileName made safe and unique
 * @param size in bytes
 * @param platform the switch's operating system, such as {@code nvos}; empty when it was not noted
 * @param hold who wants it kept; empty when it may be removed
 */
public record StoredPackage(
    EntityId id,
    EntityId operationId,
    EntityId taskId,
    SwitchAddress address,
    String fileName,
    long size,
    Sha256 digest,
    Instant storedAt,
    String platform,
    Optional<Hold> hold) {

  /** The same package under another file name. */
  StoredPackage named(String name) {
    return new StoredPackage(
        id, operationId, taskId, address, name, size, digest, storedAt, platform, hold);
  }

  /** The same package with another hold, or none. */
  StoredPackage held(Optional<Hold> by) {
    return new StoredPackage(
        id, operationId, taskId, address, fileName, size, digest, storedAt, platform, by);
  }
}
