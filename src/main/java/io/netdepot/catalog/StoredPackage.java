package io.netdepot.catalog;

import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.store.Sha256;
import java.time.Instant;

/**
 * A support package that was published: its blob is whole and named by the digest.
 *
 * @param fileName made safe and unique
 * @param size in bytes
 */
public record StoredPackage(
    EntityId id,
    EntityId operationId,
    EntityId taskId,
    SwitchAddress address,
    String fileName,
    long size,
    Sha256 digest,
    Instant storedAt) {}
