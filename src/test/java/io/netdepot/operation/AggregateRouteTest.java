package io.netdepot.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.catalog.OperationKind;
import io.netdepot.fleet.EntityId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The shipped route decides what is done when a route forgets to. */
class AggregateRouteTest {
  private static final EntityId ID = new EntityId("a".repeat(24));

  private final DefaultCamelContext context = new DefaultCamelContext();
  private final Desk desk = new Desk();
  private final List<Object> finished = new ArrayList<>();

  /** Stands in for what step routes call as {@code operations}. */
  public static final class Desk {
    private @Nullable Outcomes outcomes;
    private boolean endedElsewhere;
    private final List<String> verdicts = new ArrayList<>();

    public @Nullable Outcomes outcomes(EntityId operation) {
      assertThat(operation).isEqualTo(ID);
      return outcomes;
    }

    public @Nullable String end(Outcomes of, String verdict) {
      assertThat(of).isEqualTo(outcomes);
      verdicts.add(verdict);
      return endedElsewhere ? null : "ended";
    }
  }

  @BeforeEach
  void start() throws Exception {
    context.getRegistry().bind("operations", desk);
    PluginHelper.getRoutesLoader(context)
        .loadRoutes(
            ResourceHelper.resolveResource(
                context, "file:" + Path.of("routes", "aggregate.camel.yaml").toAbsolutePath()));
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:operation-finished")
                .process(exchange -> finished.add(exchange.getMessage().getBody()));
          }
        });
    context.start();
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  private void aggregate() {
    context.createFluentProducerTemplate().withBody(ID).to("direct:aggregate").send();
  }

  @Test
  void decidesAsIsUsualWhateverTheEndsAre() {
    for (int collected = 0; collected < 3; collected++) {
      for (int failed = 0; failed < 3; failed++) {
        for (int stalled = 0; stalled <= failed; stalled++) {
          for (int cancelled = 0; cancelled < 2; cancelled++) {
            int all = collected + failed + cancelled;
            OperationKind kind = all % 2 == 0 ? OperationKind.COLLECTION : OperationKind.DELIVERY;
            Outcomes outcomes = new Outcomes(ID, all, collected, failed, cancelled, stalled, kind);
            desk.outcomes = outcomes;
            aggregate();
            assertThat(desk.verdicts.getLast())
                .as("%s", outcomes)
                .isEqualTo(Verdict.usual(outcomes));
          }
        }
      }
    }
    assertThat(finished).hasSameSizeAs(desk.verdicts);
  }

  @Test
  void tellsNobodyOfAnOperationThatItDidNotEnd() {
    aggregate();
    assertThat(desk.verdicts).isEmpty();
    desk.outcomes = new Outcomes(ID, 1, 1, 0, 0, 0, OperationKind.COLLECTION);
    desk.endedElsewhere = true;
    aggregate();
    assertThat(desk.verdicts).containsExactly("completed");
    assertThat(finished).isEmpty();
  }
}
