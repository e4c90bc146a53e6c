package io.netdepot.routes;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.OnWhenDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a condition of a {@code doCatch} that fails itself for one that does not hold, so that the
 * failure it was asked about goes on to the caller. Camel (4.18) would lose the exchange, and
 * whoever waits for it would wait for ever.
 */
final class CatchConditions {
  private static final Logger log = LoggerFactory.getLogger(CatchConditions.class);

  private CatchConditions() {}

  /** Does so for every condition of a route; before the route has its generation's id. */
  static void guard(RouteDefinition route) {
    for (CatchDefinition caught :
        ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), CatchDefinition.class)) {
      OnWhenDefinition condition = caught.getOnWhen();
      if (condition != null) {
        String where = "Route " + route.getId() + ", line " + caught.getLineNumber();
        caught.setOnWhen(new OnWhenDefinition(new Guarded(where, condition.getExpression())));
      }
    }
  }

  private static final class Guarded implements Predicate {
    private final String where;
    private final ExpressionDefinition condition;
    private volatile @Nullable Predicate made;

    Guarded(String where, ExpressionDefinition condition) {
      this.where = where;
      this.condition = condition;
    }

    @Override
    public void init(CamelContext context) {
      made = condition.createPredicate(context);
    }

    @Override
    public boolean matches(Exchange exchange) {
      Predicate ready = made;
      if (ready == null) {
        throw new IllegalStateException("Camel makes a condition ready before it asks it");
      }
      try {
        return ready.matches(exchange);
      } catch (RuntimeException e) {
        log.error(
            "{}: the condition {} cannot be judged and counts as false: {}",
            where,
            condition,
            Reasons.of(e));
        return false;
      }
    }

    @Override
    public String toString() {
      return condition.toString();
    }
  }
}
