package io.netdepot.routes;

import java.util.Optional;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.PollingConsumerPollStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a source can look for work. Says once that it cannot, and once that it can again: it
 * looks twice a second, and Camel itself would write a warning each time.
 */
final class SourceTrouble implements PollingConsumerPollStrategy {
  private static final Logger log = LoggerFactory.getLogger(SourceTrouble.class);

  // Mutable state, written by the source's thread.
  private volatile Optional<String> reason = Optional.empty();

  /** Why nothing is taken at the moment. */
  Optional<String> reason() {
    return reason;
  }

  @Override
  public boolean begin(Consumer consumer, Endpoint endpoint) {
    return true;
  }

  @Override
  public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
    if (reason.isPresent()) {
      reason = Optional.empty();
      log.info("{} can be looked at again", endpoint.getEndpointBaseUri());
    }
  }

  @Override
  public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) {
    boolean told = reason.isPresent();
    reason = Optional.of(Reasons.of(cause));
    if (!told) {
      log.warn(
          "Nothing is taken from {} until it can be looked at: {}",
          endpoint.getEndpointBaseUri(),
          Reasons.of(cause));
    }
    return false;
  }
}
