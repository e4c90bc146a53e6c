package io.netdepot.routes;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import org.apache.camel.Endpoint;
import org.apache.camel.component.direct.DirectComponent;

/**
 * The {@code direct:} of the step routes: several generations of a seam live beside each other, and
 * an exchange meets the one it began on.
 *
 * <p>Camel's own {@code direct:} has one consumer for a name, and its update of a route breaks
 * exchanges that outlive the shutdown timeout, as a collection of half an hour does.
 */
public final class StepComponent extends DirectComponent {
  private static final Pattern NAME = Pattern.compile("[\\w.-]+");

  private final ConcurrentMap<Seam, StepConsumer> consumers = new ConcurrentHashMap<>();
  private volatile StepListener listener = StepListener.NONE;

  /** From now on this one is told of every step. */
  public void listen(StepListener told) {
    listener = told;
  }

  StepListener listener() {
    return listener;
  }

  // toD makes the name from what a switch or a file may have said. All else that Camel reads in a
  // uri, such as an option with an object, is refused before Camel reads it.
  @Override
  public Endpoint createEndpoint(String uri, Map<String, Object> properties) throws Exception {
    String name = uri.replaceFirst("^direct:(?://)?", "");
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("'" + name + "' is no name of a step");
    }
    return super.createEndpoint(uri, properties);
  }

  @Override
  protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
    return new StepEndpoint(uri, this, name);
  }

  void add(String name, Optional<Generation> generation, StepConsumer consumer) {
    StepConsumer other = consumers.putIfAbsent(new Seam(name, generation), consumer);
    if (other != null && other != consumer) {
      throw new IllegalStateException(
          "Two routes read direct:"
              + name
              + " ("
              + idInFile(other)
              + " and "
              + idInFile(consumer)
              + "); a seam has one reader");
    }
  }

  private static String idInFile(StepConsumer consumer) {
    String id = consumer.getRoute().getRouteId();
    return Generation.of(consumer.getRoute()).map(of -> of.idInFile(id)).orElse(id);
  }

  void remove(String name, Optional<Generation> generation, StepConsumer consumer) {
    consumers.remove(new Seam(name, generation), consumer);
  }

  /**
   * Who reads a seam for work of a generation. Work of the steps meets those of its generation
   * only: the seams of the program itself are entered by whoever has been let in.
   */
  Optional<StepConsumer> consumer(String name, Optional<Generation> generation) {
    return Optional.ofNullable(consumers.get(new Seam(name, generation)));
  }

  private record Seam(String name, Optional<Generation> generation) {}
}
