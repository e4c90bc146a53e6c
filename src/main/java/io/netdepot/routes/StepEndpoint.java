package io.netdepot.routes;

import java.util.Optional;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.component.direct.DirectEndpoint;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.ExchangeHelper;

/**
 * A seam between steps, such as {@code direct:store-package}; the caller's thread goes on in the
 * next step.
 */
final class StepEndpoint extends DirectEndpoint implements MultipleConsumersSupport {
  private final StepComponent component;
  private final String name;

  StepEndpoint(String uri, StepComponent component, String name) {
    super(uri, component);
    this.component = component;
    this.name = name;
  }

  StepComponent steps() {
    return component;
  }

  String name() {
    return name;
  }

  @Override
  public Producer createProducer() {
    return new StepProducer(this);
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    StepConsumer consumer = new StepConsumer(this, processor);
    configureConsumer(consumer);
    return consumer;
  }

  /** One of each generation; a second one of the same generation is refused when it starts. */
  @Override
  public boolean isMultipleConsumersSupported() {
    return true;
  }

  /** Hands the exchange to the reader of its generation. */
  private static final class StepProducer extends DefaultAsyncProducer {
    private final StepEndpoint seam;

    StepProducer(StepEndpoint seam) {
      super(seam);
      this.seam = seam;
    }

    // A route may have taken its pin away; it is still a route of its generation.
    private static Optional<Generation> generation(Exchange exchange) {
      return Generation.of(exchange)
          .or(() -> Optional.ofNullable(ExchangeHelper.getRoute(exchange)).flatMap(Generation::of));
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
      Optional<StepConsumer> consumer = seam.component.consumer(seam.name, generation(exchange));
      if (consumer.isEmpty()) {
        exchange.setException(new SeamUnreadException(seam.name));
        callback.done(true);
        return true;
      }
      StepListener.Step step = seam.component.listener().begin(seam.name, exchange);
      return consumer
          .get()
          .getAsyncProcessor()
          .process(
              exchange,
              doneSync -> {
                step.end(exchange);
                callback.done(doneSync);
              });
    }
  }
}
