package io.netdepot.operation;

import io.netdepot.catalog.StoredPackage;
import io.netdepot.catalog.Task;
import io.netdepot.fleet.Phase;
import java.util.Optional;

/**
 * One switch of an operation, as it stands.
 *
 * @param phase what is being done now; {@link Phase#DONE} when the task is terminal
 * @param received bytes of the package so far; all of them when it is stored
 * @param expected bytes the switch announced; 0 while it has not
 * @param stored the package, when it was published and has not been deleted since
 */
public record SwitchView(
    Task task, Phase phase, long received, long expected, Optional<StoredPackage> stored) {}
