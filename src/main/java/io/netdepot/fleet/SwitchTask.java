package io.netdepot.fleet;

import java.util.Optional;

/**
 * What rides on an exchange of the workflow: one switch of one operation, in one try. It holds no
 * secret; the login is looked up by {@code profileId} where the connection opens.
 *
 * @param platform the switch's operating system, which is the name of its route file, such as
 *     {@code nvos}
 * @param port the switch's SSH port
 * @param attempt counts from 1
 * @param leftOver the path on the switch of a package that an earlier try generated and did not
 *     fetch
 */
public record SwitchTask(
    EntityId operationId,
    EntityId taskId,
    SwitchAddress address,
    int port,
    EntityId profileId,
    String platform,
    int attempt,
    Optional<String> leftOver) {

  /** The name of the exchange property that holds the task. */
  public static final String PROPERTY = "switchTask";
}
