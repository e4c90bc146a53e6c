package io.netdepot.catalog;

import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.SwitchAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * One switch of one operation.
 *
 * @param position its place in the request, from 0
 * @param profileId the login to use; the profile cannot be deleted while the task is not terminal
 * @param tries begun so far
 * @param notBefore when the next try may begin
 * @param leftOver the path, on the switch, of a package an earlier try generated and nobody has
 *     fetched
 * @param failure of the last try, also while another one is to come
 * @param packageId what was published
 * @param details a remark for people, such as what cancelling left on the switch; or empty
 */
public record Task(
    EntityId id,
    EntityId operationId,
    int position,
    SwitchAddress address,
    EntityId profileId,
    OperationState state,
    int tries,
    Instant notBefore,
    Optional<String> leftOver,
    Optional<Failure> failure,
    Optional<EntityId> packageId,
    String details) {}
