package io.netdepot.ssh;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** The endpoint {@code ssh:switch} with its options; a producer only. */
final class SwitchEndpoint extends DefaultEndpoint {
  private final SwitchSshComponent component;
  private final SshStep step;

  SwitchEndpoint(String uri, SwitchSshComponent component, SshStep step) {
    super(uri, component);
    this.component = component;
    this.step = step;
  }

  @Override
  public Producer createProducer() {
    return new SwitchProducer(this, component, step);
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    throw new UnsupportedOperationException(
        "A route cannot begin with ssh:; a collection begins with a request");
  }
}
