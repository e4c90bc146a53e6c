package io.netdepot.routes;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.WireTapDefinition;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * How many copies the wire taps of a set have made that are not done. Camel counts one from when it
 * runs; before that it may wait in a pool, for as long as those before it take. Thread-safe.
 */
final class TappedCopies {
  private final AtomicInteger open = new AtomicInteger();

  int open() {
    return open.get();
  }

  /** Counts the copies of a route's wire taps from now on. */
  void count(RouteDefinition route) {
    for (WireTapDefinition<?> tap :
        ProcessorDefinitionHelper.filterTypeInOutputs(
            route.getOutputs(), WireTapDefinition.class)) {
      tap.onPrepare(this::begin);
    }
  }

  private void begin(Exchange copy) {
    open.incrementAndGet();
    copy.getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onDone(Exchange done) {
                open.decrementAndGet();
              }
            });
  }
}
