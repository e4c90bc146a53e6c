package io.netdepot.fleet;

import java.util.Optional;

/**
 * What rides on an exchange of the workflow: one switch of one operation, in one try. It holds no
 * secret; the login is looked up by {@code profileId} where the connection opens.
 *
 * @param access which way the switch is reached
 * @param attempt counts from 1
 * @param leftOver the path on the switch of a package that an earlier try generated and did not
 *     fetch
 */
public record SwitchTask(
    EntityId operationId,
    EntityId taskId,
    SwitchAddress address,
    EntityId profileId,
    Access access,
    int attempt,
    Optional<String> leftOver) {

  /** The name of the exchange property that holds the task. */
  public static final String PROPERTY = "switchTask";

  /** The switch's operating system, such as {@code nvos}. */
  public String platform() {
    return access.platform();
  }

  /** The same task, its switch reached another way. */
  public SwitchTask with(Access other) {
    return new SwitchTask(operationId, taskId, address, profileId, other, attempt, leftOver);
  }

  /** The switch's SSH port. */
  public int port() {
    return access.port();
  }
}
