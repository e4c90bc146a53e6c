package io.netdepot.routes;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.component.properties.PropertiesFunctionResolver;
import org.apache.camel.spi.PropertiesFunction;
import org.jspecify.annotations.Nullable;

/**
 * What step routes find around them: the seams, the SSH endpoint, the beans they may call, the
 * settings as placeholders.
 *
 * @param placeholders the settings, by name
 * @param ssh binds the SSH endpoint in a context; each context has a component of its own
 * @param beans what route files may call, by name; listed in docs/routes.md
 * @param required gives the seams by which the program itself enters the steps now, such as {@code
 *     collect}; a set of files without a route from one of them is refused
 * @param components whose endpoints route files may use; the usual ones are among them always
 * @param closed folders and files of the service, which no {@code file:} of a route may reach
 */
public record StepSurroundings(
    Map<String, String> placeholders,
    Consumer<CamelContext> ssh,
    Map<String, Object> beans,
    Supplier<Set<String>> required,
    Set<String> components,
    Set<Path> closed) {

  /** Without components beside the usual ones, and with nothing to keep closed. */
  public StepSurroundings(
      Map<String, String> placeholders,
      Consumer<CamelContext> ssh,
      Map<String, Object> beans,
      Set<String> entries) {
    this(placeholders, ssh, beans, () -> entries, Set.of(), Set.of());
  }

  public StepSurroundings {
    placeholders = Map.copyOf(placeholders);
    beans = Map.copyOf(beans);
    Set<String> all = new HashSet<>(components);
    all.addAll(StepWords.COMPONENTS);
    components = Set.copyOf(all);
    closed = Set.copyOf(closed);
  }

  /** The seams by which the program itself enters the steps now. */
  public Set<String> entries() {
    return required.get();
  }

  /** The methods that route files may call, by the name of the bean. */
  public Map<String, Set<String>> methods() {
    return beans.entrySet().stream()
        .collect(
            Collectors.toMap(Map.Entry::getKey, bean -> RouteGrammar.methods(bean.getValue())));
  }

  /** Puts them into a context that has not started. */
  public void prepare(CamelContext context) {
    Properties settings = new Properties();
    settings.putAll(placeholders);
    PropertiesComponent properties = (PropertiesComponent) context.getPropertiesComponent();
    // A stray SSH_PORT in the environment must not change {{ssh.port}}; the settings have their
    // own, prefixed, variables.
    properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
    properties.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
    properties.setOverrideProperties(settings);
    // Without {{env:…}}, {{sys:…}} and {{bean:…}}, which would show what is no setting.
    properties.setPropertiesFunctionResolver(new NoFunctions());
    context.addComponent("direct", new StepComponent());
    context.addComponent("file", new StepFiles());
    context.addLifecycleStrategy(new SourceTroubles());
    ssh.accept(context);
    beans.forEach((name, bean) -> context.getRegistry().bind(name, bean));
  }

  /** Placeholders name settings and nothing else. */
  private static final class NoFunctions implements PropertiesFunctionResolver {
    @Override
    public void addPropertiesFunction(PropertiesFunction function) {
      throw new UnsupportedOperationException("Placeholders name settings and nothing else");
    }

    @Override
    public Map<String, PropertiesFunction> getFunctions() {
      return Map.of();
    }

    @Override
    public boolean hasFunction(String name) {
      return false;
    }

    @Override
    public @Nullable PropertiesFunction resolvePropertiesFunction(String name) {
      return null;
    }
  }
}
