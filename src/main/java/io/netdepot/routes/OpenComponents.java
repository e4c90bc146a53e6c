package io.netdepot.routes;

import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.support.PluginHelper;

/** The components that a setting opens to route files. */
final class OpenComponents {
  private OpenComponents() {}

  /** A sentence for each name that no component of the program has. */
  static List<String> problems(CamelContext context, Set<String> names) {
    return names.stream()
        .sorted()
        .filter(name -> context.hasComponent(name) == null && !isThere(context, name))
        .map(
            name ->
                "There is no component '"
                    + name
                    + "' in this program (routes.components); correct the name, or take it away")
        .toList();
  }

  private static boolean isThere(CamelContext context, String name) {
    try {
      return PluginHelper.getComponentResolver(context).resolveComponent(name, context) != null;
    } catch (Exception e) {
      // It is there, and cannot be made: whoever uses it is told why.
      return true;
    }
  }
}
