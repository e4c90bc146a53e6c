package io.netdepot.ssh;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SshRouteRulesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "toD: {id: bad, uri: 'ssh:switch?command=${body}'}",
        "toD: {id: bad, uri: 'SSH:switch'}",
        "wireTap: {id: bad, uri: 'ssh:switch'}",
        "recipientList: {id: bad, simple: 'ssh:switch?command=${body}'}",
        "routingSlip: {id: bad, constant: 'direct:a,ssh:switch'}",
        "dynamicRouter: {id: bad, simple: 'ssh:switch'}",
        "enrich: {id: bad, constant: 'ssh:switch'}",
        "pollEnrich: {id: bad, constant: 'ssh:switch'}",
        "setHeader: {id: bad, name: camelsshpassword, constant: x}",
        "setProperty: {id: bad, name: CamelSshUsername, constant: x}",
        "choice: {when: [{simple: '${body} == 1', steps: [{toD: {id: bad, uri: 'ssh:switch'}}]}]}",
        "choice: {otherwise: {steps: [{toD: {id: bad, uri: 'ssh:switch'}}]}}",
        "split: {simple: '${body}', steps: [{toD: {id: bad, uri: 'ssh:switch'}}]}",
        "doTry: {steps: [{log: x}], doCatch: [{exception: [java.lang.Exception], steps: [{toD: {id:"
            + " bad, uri: 'ssh:switch'}}]}]}",
      })
  void refusesAWayAroundTheQuoting(String step) throws Exception {
    assertThatThrownBy(() -> check("direct:a", step))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Route tried, node bad");
  }

  @Test
  void refusesARouteThatBeginsWithSsh() {
    assertThatThrownBy(() -> check("ssh:switch", "log: x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("begins with ssh:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "toD: {id: fine, uri: 'direct:${header.next}'}",
        "setHeader: {id: fine, name: CamelSshExitValue, constant: 1}",
        "to: {id: fine, uri: 'ssh:switch', parameters: {command: ls, timeout: 1s, phase: list}}",
      })
  void letsTheRestPass(String step) {
    assertThatCode(() -> check("direct:a", step)).doesNotThrowAnyException();
  }

  @Test
  void checksWhatARouteConfigurationAdds() throws Exception {
    String yaml =
        """
        - routeConfiguration:
            id: all
            onException:
              - onException:
                  exception: [java.lang.Exception]
                  steps:
                    - toD: {id: bad, uri: 'ssh:switch'}
        """;
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      PluginHelper.getRoutesLoader(camel)
          .loadRoutes(ResourceHelper.fromString("test.camel.yaml", yaml));
      assertThatThrownBy(
              () ->
                  SshRouteRules.check(
                      ((ModelCamelContext) camel).getRouteConfigurationDefinitions().get(0)))
          .hasMessageContaining("node bad");
    }
  }

  private static void check(String from, String step) throws Exception {
    String yaml =
        """
        - route:
            id: tried
            from:
              uri: %s
              steps:
                - %s
        """
            .formatted(from, step);
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      SwitchSshComponent.bind(camel, task -> Optional.empty());
      PluginHelper.getRoutesLoader(camel)
          .loadRoutes(ResourceHelper.fromString("test.camel.yaml", yaml));
      SshRouteRules.check(((ModelCamelContext) camel).getRouteDefinition("tried"));
    }
  }
}
