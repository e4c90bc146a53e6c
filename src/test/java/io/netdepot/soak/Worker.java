package io.netdepot.soak;

import io.netdepot.process.DepotApi;
import java.io.IOException;
import java.util.random.RandomGenerator;

/**
 * One kind of work, and what the service owes those who did it. It lives through all kills of a run
 * and keeps in mind what was acknowledged. A request that the kill cut off may have been carried
 * out or not: its answer is learnt at the next verification.
 *
 * <p>One thread at a time calls it. A broken promise is an AssertionError.
 */
interface Worker {
  /**
   * Does one small thing.
   *
   * @throws IOException when the service went away meanwhile
   */
  void work(DepotApi api, RandomGenerator random) throws IOException, InterruptedException;

  /** Right after a start: all that was acknowledged is still so. */
  void verify(DepotApi api) throws IOException, InterruptedException;

  /** Whether nothing that was begun is still going on. */
  default boolean atRest(DepotApi api) throws IOException, InterruptedException {
    return true;
  }

  /** When every worker is at rest: all that was begun has come to its right end. */
  default void verifyAtRest(DepotApi api) throws IOException, InterruptedException {}
}
