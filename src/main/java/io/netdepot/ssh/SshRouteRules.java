package io.netdepot.ssh;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.model.DynamicRouterDefinition;
import org.apache.camel.model.EnrichDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.PollDefinition;
import org.apache.camel.model.PollEnrichDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RoutingSlipDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import org.apache.camel.model.SetHeadersDefinition;
import org.apache.camel.model.SetPropertyDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.jspecify.annotations.Nullable;

/**
 * What a step route may not do with {@code ssh:}: make an endpoint while it runs (which is the way
 * around a template's quoting), begin with it, or put a login on an exchange. To be asked after
 * parsing, before a route is added.
 */
public final class SshRouteRules {
  private static final String SCHEME = "ssh:";
  private static final Set<String> SECRETS = Set.of("camelsshusername", "camelsshpassword");

  private SshRouteRules() {}

  /**
   * Checks a route.
   *
   * @throws IllegalArgumentException names the route, the node and what to do in its place
   */
  public static void check(RouteDefinition route) {
    String where = "Route " + route.getRouteId();
    if (route.getInput() != null && startsWithSsh(route.getInput().getEndpointUri())) {
      throw new IllegalArgumentException(
          where + " begins with ssh:, which is for sending only; begin it with direct:");
    }
    checkAll(where, route.getOutputs());
  }

  /**
   * Checks what a route configuration adds to routes.
   *
   * @throws IllegalArgumentException as for a route
   */
  public static void check(RouteConfigurationDefinition configuration) {
    List<ProcessorDefinition<?>> added = new ArrayList<>();
    added.addAll(configuration.getOnExceptions());
    added.addAll(configuration.getOnCompletions());
    added.addAll(configuration.getIntercepts());
    added.addAll(configuration.getInterceptFroms());
    added.addAll(configuration.getInterceptSendTos());
    checkAll("Route configuration " + configuration.getId(), added);
  }

  private static void checkAll(String where, List<ProcessorDefinition<?>> outputs) {
    Collection<?> nodes =
        ProcessorDefinitionHelper.filterTypeInOutputs(outputs, ProcessorDefinition.class);
    for (Object node : nodes) {
      ProcessorDefinition<?> definition = (ProcessorDefinition<?>) node;
      Optional<String> problem = problem(definition);
      if (problem.isPresent()) {
        throw new IllegalArgumentException(
            where + ", node " + name(definition) + ": " + problem.get());
      }
    }
  }

  private static Optional<String> problem(ProcessorDefinition<?> node) {
    return switch (node) {
      case ToDynamicDefinition to -> dynamic(to.getUri());
      case PollDefinition poll -> dynamic(poll.getUri());
      case RecipientListDefinition<?> list -> dynamic(list);
      case RoutingSlipDefinition<?> slip -> dynamic(slip);
      case DynamicRouterDefinition<?> router -> dynamic(router);
      case EnrichDefinition enrich -> dynamic(enrich);
      case PollEnrichDefinition poll -> dynamic(poll);
      case SetHeaderDefinition header -> secret(header.getName());
      case SetPropertyDefinition property -> secret(property.getName());
      case SetHeadersDefinition headers ->
          headers.getHeaders().stream()
              .flatMap(header -> secret(header.getName()).stream())
              .findFirst();
      default -> Optional.empty();
    };
  }

  private static Optional<String> dynamic(ExpressionNode node) {
    return node.getExpression() == null
        ? Optional.empty()
        : dynamic(node.getExpression().getExpression());
  }

  private static Optional<String> dynamic(@Nullable String target) {
    if (target == null || !target.toLowerCase(Locale.ROOT).contains(SCHEME)) {
      return Optional.empty();
    }
    return Optional.of(
        "a command to a switch cannot be put together while the route runs; write 'to' with the uri"
            + " ssh:switch and a command with {arguments}, which are taken from variables and quoted");
  }

  private static Optional<String> secret(@Nullable String name) {
    return name != null && SECRETS.contains(name.toLowerCase(Locale.ROOT))
        ? Optional.of(
            "no login may stand in a route; it is looked up by the task's profile when the"
                + " connection opens")
        : Optional.empty();
  }

  private static boolean startsWithSsh(@Nullable String uri) {
    return uri != null && uri.strip().toLowerCase(Locale.ROOT).startsWith(SCHEME);
  }

  private static String name(ProcessorDefinition<?> node) {
    String id = node.getId() == null ? "without an id" : node.getId();
    return id
        + " ("
        + node.getShortName()
        + (node.getLineNumber() > 0 ? ", line " + node.getLineNumber() : "")
        + ")";
  }
}
