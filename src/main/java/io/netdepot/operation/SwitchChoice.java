package io.netdepot.operation;

import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.SwitchAddress;
import java.util.Optional;

/**
 * One switch of a request.
 *
 * @param profileId its own login, which wins over the request's
 */
public record SwitchChoice(SwitchAddress address, Optional<EntityId> profileId) {}
