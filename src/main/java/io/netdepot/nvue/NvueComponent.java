package io.netdepot.nvue;

import io.netdepot.fleet.EntityId;
import io.netdepot.ssh.SwitchSession;
import io.netdepot.ssh.VerbatimUriFactory;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.util.URISupport;

/**
 * What routes write as {@code nvue:switch}: the REST API of the exchange's switch. There is one
 * static endpoint; the switch's address and its task ride on the exchange, its login does not.
 *
 * <p>It owns nothing, so a context that only tries routes out can have an instance of its own.
 */
public final class NvueComponent extends DefaultComponent {
  private static final String SCHEME = "nvue";
  private static final String HOST = "switch";

  private final Optional<NvueSwitches> switches;
  private final Function<EntityId, Optional<SwitchSession>> sessions;

  private NvueComponent(
      Optional<NvueSwitches> switches, Function<EntityId, Optional<SwitchSession>> sessions) {
    this.switches = switches;
    this.sessions = sessions;
  }

  /**
   * Makes {@code nvue:} known in a context; before its first route is loaded.
   *
   * @param switches empty where routes are only tried out
   * @param sessions gives the session of a task
   */
  public static void bind(
      CamelContext context,
      Optional<NvueSwitches> switches,
      Function<EntityId, Optional<SwitchSession>> sessions) {
    context.addComponent(SCHEME, new NvueComponent(switches, sessions));
    context
        .getRegistry()
        .bind(
            SCHEME + "-uri-factory",
            new VerbatimUriFactory(SCHEME, NvueOptions.KNOWN, NvueOptions.VERBATIM));
  }

  @Override
  protected Endpoint createEndpoint(String uri, String host, Map<String, Object> parameters) {
    if (!HOST.equals(host)) {
      // What stands there may be a login; it is not repeated.
      throw new IllegalArgumentException(
          "nvue: has the one endpoint nvue:switch; the address and the login of the switch ride on"
              + " the exchange and never stand in a route");
    }
    URISupport.resolveRawParameterValues(parameters);
    NvueStep step = NvueOptions.parse(parameters);
    parameters.clear();
    return new NvueEndpoint(uri, this, step);
  }

  // Camel would evaluate $simple{…} within them, once, when the route is loaded.
  @Override
  protected boolean resolveRawParameterValues() {
    return false;
  }

  Optional<SwitchSession> session(EntityId taskId) {
    return sessions.apply(taskId);
  }

  Optional<NvueSwitches> switches() {
    return switches;
  }
}
