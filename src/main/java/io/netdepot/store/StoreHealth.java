package io.netdepot.store;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the disk can still be trusted. Health checks read it.
 *
 * <p>There is no way back: after a failed fsync nobody knows what the disk holds, so the service
 * stays unhealthy until it is started again. Thread-safe.
 */
public final class StoreHealth {
  private static final Logger log = LoggerFactory.getLogger(StoreHealth.class);

  private final AtomicReference<@Nullable String> problem = new AtomicReference<>();

  /** Notes that the disk failed; the first sentence stays. */
  public void failed(String sentence) {
    problem.compareAndSet(null, sentence);
    log.error("The store failed: {}", sentence);
  }

  /** What failed first, as a sentence for people; empty while all is well. */
  public Optional<String> problem() {
    return Optional.ofNullable(problem.get());
  }
}
