package io.netdepot.ssh;

import io.netdepot.fleet.EntityId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.component.ssh.SshComponent;
import org.apache.camel.util.URISupport;

/**
 * What routes write as {@code ssh:switch}: camel-ssh's names over our own sessions. There is one
 * static endpoint; the switch's address, its task and its session ride on the exchange, its login
 * does not.
 *
 * <p>It owns nothing, so a context that only tries routes out can have an instance of its own.
 */
public final class SwitchSshComponent extends SshComponent {
  private static final String HOST = "switch";
  private static final Set<String> VERBATIM =
      Set.of("command", "failurePattern", "path", "prepare", "shellPrompt");

  private final Function<EntityId, Optional<SwitchSession>> sessions;

  /** {@code sessions} gives the session of a task, such as {@link SwitchSessions#of}. */
  SwitchSshComponent(Function<EntityId, Optional<SwitchSession>> sessions) {
    this.sessions = sessions;
  }

  /** Makes {@code ssh:} ours in a context; before its first route is loaded. */
  public static void bind(
      CamelContext context, Function<EntityId, Optional<SwitchSession>> sessions) {
    context.getRegistry().bind("ssh", new SwitchSshComponent(sessions));
    context
        .getRegistry()
        .bind("ssh-uri-factory", new VerbatimUriFactory("ssh", SshOptions.KNOWN, VERBATIM));
  }

  @Override
  protected Endpoint createEndpoint(String uri, String host, Map<String, Object> parameters) {
    if (!HOST.equals(host)) {
      // What stands there may be a login; it is not repeated.
      throw new IllegalArgumentException(
          "ssh: has the one endpoint ssh:switch; the address and the login of the switch ride on the"
              + " exchange and never stand in a route");
    }
    URISupport.resolveRawParameterValues(parameters);
    SshStep step = SshOptions.parse(parameters);
    parameters.clear();
    return new SwitchEndpoint(uri, this, step);
  }

  // Camel would evaluate $simple{…} within them, once, when the route is loaded.
  @Override
  protected boolean resolveRawParameterValues() {
    return false;
  }

  Optional<SwitchSession> session(EntityId taskId) {
    return sessions.apply(taskId);
  }
}
