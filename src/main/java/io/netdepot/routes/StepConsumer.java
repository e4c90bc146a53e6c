package io.netdepot.routes;

import java.util.Optional;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;

/** The reader of a seam: registered with the generation of its route while that route runs. */
final class StepConsumer extends DefaultConsumer {
  private final StepEndpoint seam;

  StepConsumer(StepEndpoint seam, Processor processor) {
    super(seam, processor);
    this.seam = seam;
  }

  private Optional<Generation> generation() {
    return Generation.of(getRoute());
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    seam.steps().add(seam.name(), generation(), this);
  }

  @Override
  protected void doStop() throws Exception {
    seam.steps().remove(seam.name(), generation(), this);
    super.doStop();
  }
}
