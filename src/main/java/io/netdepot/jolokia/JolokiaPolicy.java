package io.netdepot.jolokia;

import io.netdepot.http.Role;
import java.util.Set;
import javax.management.ObjectName;
import org.jolokia.server.core.service.api.Restrictor;
import org.jolokia.server.core.util.HttpMethod;
import org.jolokia.server.core.util.RequestType;
import org.jspecify.annotations.Nullable;

/**
 * What may be asked over Jolokia. Our own beans are seen and, by who may write, driven; of Camel
 * and of Java the figures are seen and nothing can be called or set; everything else is not there,
 * neither in a search nor in a list.
 */
final class JolokiaPolicy implements Restrictor {
  private static final String OURS = "io.netdepot";
  private static final String CAMEL = "org.apache.camel";
  private static final String JAVA = "java.lang";
  private static final String BUFFERS = "java.nio";

  private static final Set<String> JAVA_TYPES =
      Set.of(
          "ClassLoading",
          "Compilation",
          "GarbageCollector",
          "Memory",
          "MemoryPool",
          "OperatingSystem",
          "Runtime",
          "Threading");

  /** The others tell the command line and the environment of the process. */
  private static final Set<String> RUNTIME_ATTRIBUTES =
      Set.of(
          "Name", "Pid", "SpecVersion", "StartTime", "Uptime", "VmName", "VmVendor", "VmVersion");

  private static final Set<RequestType> TYPES =
      Set.of(
          RequestType.READ,
          RequestType.LIST,
          RequestType.SEARCH,
          RequestType.VERSION,
          RequestType.EXEC,
          RequestType.WRITE);

  private final Role role;

  JolokiaPolicy(Role role) {
    this.role = role;
  }

  @Override
  public boolean isHttpMethodAllowed(HttpMethod method) {
    return true;
  }

  @Override
  public boolean isTypeAllowed(RequestType type) {
    return TYPES.contains(type);
  }

  @Override
  public boolean isObjectNameHidden(ObjectName name) {
    return !switch (name.getDomain()) {
      case OURS, CAMEL, BUFFERS -> true;
      case JAVA -> JAVA_TYPES.contains(name.getKeyProperty("type"));
      default -> false;
    };
  }

  @Override
  public boolean isAttributeReadAllowed(ObjectName name, String attribute) {
    boolean runtime =
        JAVA.equals(name.getDomain()) && "Runtime".equals(name.getKeyProperty("type"));
    return !isObjectNameHidden(name) && (!runtime || RUNTIME_ATTRIBUTES.contains(attribute));
  }

  @Override
  public boolean isAttributeWriteAllowed(ObjectName name, String attribute) {
    return mayDrive(name);
  }

  @Override
  public boolean isOperationAllowed(ObjectName name, String operation) {
    return mayDrive(name);
  }

  private boolean mayDrive(ObjectName name) {
    return role == Role.READ_WRITE && OURS.equals(name.getDomain());
  }

  /** Who comes in is decided at the door. */
  @Override
  public boolean isRemoteAccessAllowed(String... hostsOrAddresses) {
    return true;
  }

  /** No page of another site, whatever it is. */
  @Override
  public boolean isOriginAllowed(@Nullable String origin, boolean strictly) {
    return origin == null;
  }
}
