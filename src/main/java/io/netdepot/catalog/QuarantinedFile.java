package io.netdepot.catalog;

import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.store.Sha256;
import java.time.Instant;

/**
 * What came of a package that is not whole. It is no package, and is kept for a while because it
 * may be the only evidence there is.
 *
 * @param fileName as the package would have been called; not unique
 * @param failure why it is no package
 * @param size in bytes, of what came
 * @param at when it was put here
 * @param expires from when on it may go
 */
public record QuarantinedFile(
    EntityId id,
    EntityId operationId,
    EntityId taskId,
    SwitchAddress address,
    String platform,
    String fileName,
    Failure failure,
    long size,
    Sha256 digest,
    Instant at,
    Instant expires) {}
