package io.netdepot.nvue;

import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.fleet.SwitchTask;
import io.netdepot.ssh.PathTemplate;
import io.netdepot.ssh.SideStep;
import io.netdepot.ssh.SwitchSession;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/**
 * Does the endpoint's step on the REST API of the exchange's switch. Leaves as the body what the
 * switch said, or the file that it pushed.
 */
final class NvueProducer extends DefaultProducer {
  private final NvueComponent component;
  private final NvueStep step;

  NvueProducer(NvueEndpoint endpoint, NvueComponent component, NvueStep step) {
    super(endpoint);
    this.component = component;
    this.step = step;
  }

  @Override
  public void process(Exchange exchange) throws SwitchFailure {
    SwitchTask task = exchange.getProperty(SwitchTask.PROPERTY, SwitchTask.class);
    if (task == null) {
      throw routeIsWrong("the exchange has no task; nvue: works only within a collection", null);
    }
    SwitchSession session =
        component
            .session(task.taskId())
            .orElseThrow(
                () -> routeIsWrong("the task has no session with its switch any more", null));
    NvueSwitches switches =
        component.switches().orElseThrow(() -> routeIsWrong("nothing here reaches a switch", null));
    Function<String, Optional<String>> variables =
        name -> Optional.ofNullable(exchange.getVariable(name, String.class));
    String resource = fill(step.path(), variables, NvueProducer::segment);
    try (SideStep side = session.sideStep(step.phase(), step.timeout())) {
      NvueSwitch target = switches.of(session);
      exchange
          .getMessage()
          .setBody(
              switch (step) {
                case NvueStep.Read read ->
                    target.read(
                        side,
                        resource + read.revision().map(revision -> "?rev=" + revision).orElse(""));
                case NvueStep.Act act ->
                    target.act(
                        side,
                        resource,
                        parameters(act, variables).body(act.action()),
                        NvueSwitch.Onlooker.NONE);
                case NvueStep.Push push ->
                    new PushedFile(switches, session, caught(exchange))
                        .fetch(target, side, resource);
              });
    }
  }

  private ActionParameters parameters(
      NvueStep.Act act, Function<String, Optional<String>> variables) throws SwitchFailure {
    if (act.parameters().isEmpty()) {
      return ActionParameters.none();
    }
    return ActionParameters.of(fill(act.parameters().get(), variables, ActionParameters::written));
  }

  // Why the route takes this way, when it is the second one it tries.
  private static Optional<SwitchFailure> caught(Exchange exchange) {
    return Optional.ofNullable(
        exchange.getProperty(Exchange.EXCEPTION_CAUGHT, SwitchFailure.class));
  }

  /** A foreign value as one segment of a path; its slashes are encoded. */
  static String segment(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private String fill(
      PathTemplate template,
      Function<String, Optional<String>> variables,
      UnaryOperator<String> write)
      throws SwitchFailure {
    try {
      return template.fill(variables, write);
    } catch (IllegalStateException e) {
      throw routeIsWrong(String.valueOf(e.getMessage()), e);
    } catch (IllegalArgumentException e) {
      throw new SwitchFailure(
          FailureReason.COMMAND_FAILED,
          step.phase(),
          "Nothing was sent to the switch, since " + e.getMessage(),
          e);
    }
  }

  private SwitchFailure routeIsWrong(
      String what, @org.jspecify.annotations.Nullable Throwable cause) {
    return new SwitchFailure(
        FailureReason.INTERNAL_ERROR, step.phase(), "The route cannot go on: " + what, cause);
  }
}
