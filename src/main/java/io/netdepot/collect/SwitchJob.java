package io.netdepot.collect;

import io.netdepot.catalog.Task;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.fleet.SwitchTask;
import io.netdepot.operation.LiveTask;
import io.netdepot.ssh.CutShort;
import io.netdepot.ssh.SessionLimit;
import io.netdepot.store.StorageFullException;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * What is done with a switch. {@link SwitchWork} gives it its place, its session, its limits and a
 * recorded end. Implementations are thread-safe; one try is the matter of one thread.
 */
public interface SwitchJob {
  /**
   * Begins a try, before there is a connection.
   *
   * @throws SwitchFailure ends the try
   * @throws StorageFullException fails the task
   */
  Attempt begin(Task task, LiveTask live) throws SwitchFailure, StorageFullException;

  /** One try. Closed when its end is known, before it is recorded. */
  interface Attempt extends AutoCloseable {
    /** The step route that does it. */
    String entry();

    /** The longest that the session with the switch may last. */
    SessionLimit limit();

    /** Puts onto the exchange what the steps need beside the task. */
    default void prepare(Exchange exchange) {}

    /** The try is told to stop, on any thread; its session is closed already. */
    default void interrupt() {}

    /**
     * The steps are over and the session is closed.
     *
     * @param cutShort what had come when the last fetch ended early
     */
    Result end(SwitchTask task, Exchange ended, Optional<CutShort> cutShort);

    /**
     * The try has ended before its steps began: the way to the switch or its platform could not be
     * found. {@link #end} is not called then.
     */
    default void notBegun(Failure why) {}

    @Override
    void close();
  }

  /** How a try ended. */
  sealed interface Result {
    /**
     * What was to be done is done, also when somebody tried to stop it.
     *
     * @param packageId what was stored
     * @param remark for people, or empty
     */
    record Done(Optional<EntityId> packageId, String remark) implements Result {}

    /** The switch needs its time; another try, which is not counted, looks at it again. */
    record Wait(Failure why, Duration delay) implements Result {}

    /** It is not done. */
    record NotDone(Failure why) implements Result {}
  }
}
