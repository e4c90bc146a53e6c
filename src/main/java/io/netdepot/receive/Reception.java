package io.netdepot.receive;

import io.netdepot.fleet.Failure;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.secret.Secret;
import io.netdepot.store.ReceivedFile;
import java.time.Duration;
import java.util.Optional;

/**
 * One file being waited for. Its login is good for this file alone and dies when this is closed.
 * Thread-safe.
 */
public interface Reception extends AutoCloseable {
  /**
   * Where the switch has to push, with the one-time user and password percent-encoded in it: a
   * folder, whose last character is {@code /}, so that the file keeps its name.
   */
  Secret url();

  /**
   * Why what the switch tried was refused here, so far: a wrong password, a second file, too many
   * bytes, a stall. It says more than what the switch makes of it.
   */
  Optional<Failure> refusal();

  /**
   * Waits for the file.
   *
   * @param longest from now, for the file to be whole; bytes that stop coming end it sooner
   * @return the file, whole and durable; it is the caller's now
   * @throws SwitchFailure the {@link #refusal} if there is one; {@code transfer-incomplete} when
   *     not all of a file came; {@code interrupted} when the reception is closed meanwhile
   */
  ReceivedFile await(Duration longest) throws SwitchFailure;

  /** Ends it: the login is forgotten, a connection of the switch is cut, a part of a file goes. */
  @Override
  void close();
}
