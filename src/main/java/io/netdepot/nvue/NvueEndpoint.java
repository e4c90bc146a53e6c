package io.netdepot.nvue;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** The endpoint {@code nvue:switch} with its options; a producer only. */
final class NvueEndpoint extends DefaultEndpoint {
  private final NvueComponent component;
  private final NvueStep step;

  NvueEndpoint(String uri, NvueComponent component, NvueStep step) {
    super(uri, component);
    this.component = component;
    this.step = step;
  }

  @Override
  public Producer createProducer() {
    return new NvueProducer(this, component, step);
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    throw new UnsupportedOperationException(
        "A route cannot begin with nvue:; a collection begins with a request");
  }
}
