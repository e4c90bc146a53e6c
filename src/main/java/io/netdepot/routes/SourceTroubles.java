package io.netdepot.routes;

import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.Service;
import org.apache.camel.component.file.GenericFileConsumer;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.ScheduledPollConsumer;

/** Watches every source that takes files, from each of its starts on. */
final class SourceTroubles extends LifecycleStrategySupport {
  // The strategy of the endpoint would not do: the consumer has read its options by then.
  @Override
  public void onServiceAdd(CamelContext context, Service service, Route route) {
    if (service instanceof GenericFileConsumer<?> files
        && !(files.getPollStrategy() instanceof SourceTrouble)) {
      SourceTrouble trouble = new SourceTrouble();
      files.setPollStrategy(trouble);
      files.setExceptionHandler(new Quiet(trouble, files.getExceptionHandler()));
    }
  }

  /** Leaves unsaid what was told when it began. */
  private record Quiet(SourceTrouble trouble, ExceptionHandler others) implements ExceptionHandler {
    @Override
    public void handleException(Throwable exception) {
      others.handleException(exception);
    }

    @Override
    public void handleException(String message, Throwable exception) {
      if (trouble.reason().isEmpty()) {
        others.handleException(message, exception);
      }
    }

    @Override
    public void handleException(String message, Exchange exchange, Throwable exception) {
      others.handleException(message, exchange, exception);
    }
  }

  /** Why a route takes nothing at the moment. */
  static Optional<String> of(Route route) {
    return route.getConsumer() instanceof ScheduledPollConsumer polls
            && polls.getPollStrategy() instanceof SourceTrouble trouble
        ? trouble.reason()
        : Optional.empty();
  }
}
