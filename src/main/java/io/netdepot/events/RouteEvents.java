package io.netdepot.events;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netdepot.catalog.CatalogFailure;
import io.netdepot.catalog.EventCatalog;
import io.netdepot.routes.RouteListener;
import io.netdepot.yaml.FileProblem;
import io.netdepot.yaml.FileRefusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records events of what becomes of edited step routes. The catalog knows nothing of routes, so
 * that no trigger of its makes them. Thread-safe.
 */
public final class RouteEvents implements RouteListener {
  private static final Logger log = LoggerFactory.getLogger(RouteEvents.class);
  private static final String TYPE = "route";
  // Whoever wants the others reads the list of routes.
  private static final int MOST_PROBLEMS = 10;

  private final EventCatalog events;
  private final JsonMapper json = new JsonMapper();

  public RouteEvents(EventCatalog events) {
    this.events = events;
  }

  @Override
  public void loaded(int generation, boolean lastGood) {
    record(
        json.createObjectNode()
            .put("change", "loaded")
            .put("generation", generation)
            .put("lastGood", lastGood));
  }

  @Override
  public void refused(FileRefusal refusal) {
    ObjectNode data = json.createObjectNode().put("change", "refused");
    ArrayNode problems = data.putArray("problems");
    refusal.problems().stream()
        .limit(MOST_PROBLEMS)
        .forEach(problem -> add(problems.addObject(), problem));
    record(data);
  }

  private static void add(ObjectNode wire, FileProblem problem) {
    wire.put("file", problem.file());
    problem.line().ifPresent(line -> wire.put("line", line));
    wire.put("reason", problem.reason());
  }

  private void record(ObjectNode data) {
    try {
      events.add(TYPE, data.toString());
    } catch (CatalogFailure e) {
      log.warn("An event of the step routes cannot be recorded: {}", e.getMessage());
    }
  }
}
