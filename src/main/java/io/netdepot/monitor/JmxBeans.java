package io.netdepot.monitor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JMX beans of this service, {@code io.netdepot:type=…}. A further service in this process has
 * {@code service=2} and so on in the names of its own. Closing takes them away.
 */
public final class JmxBeans implements AutoCloseable {
  /** All beans of ours. */
  public static final String DOMAIN = "io.netdepot";

  private static final Logger log = LoggerFactory.getLogger(JmxBeans.class);

  private final MBeanServer server;
  private final String suffix;
  private final List<ObjectName> registered = new ArrayList<>();

  public JmxBeans(MBeanServer server) {
    this.server = server;
    this.suffix = freeSuffix(server);
  }

  // Registering under a name that is taken would silently show the other service's beans.
  private static String freeSuffix(MBeanServer server) {
    Set<ObjectName> taken = server.queryNames(name(DOMAIN + ":*"), null);
    if (taken.stream().allMatch(name -> name.getKeyProperty("service") != null)) {
      return "";
    }
    int service = 2;
    while (isTaken(taken, Integer.toString(service))) {
      service++;
    }
    return ",service=" + service;
  }

  private static boolean isTaken(Set<ObjectName> taken, String service) {
    return taken.stream().anyMatch(name -> service.equals(name.getKeyProperty("service")));
  }

  private static ObjectName name(String text) {
    try {
      return new ObjectName(text);
    } catch (JMException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /**
   * Makes a bean visible.
   *
   * @param type such as {@code Collection}
   * @param shape what is seen of it
   */
  public <T> void add(String type, Class<T> shape, T bean) throws IOException {
    ObjectName name = name(DOMAIN + ":type=" + type + suffix);
    try {
      server.registerMBean(new DescribedBean<>(bean, shape), name);
      registered.add(name);
    } catch (JMException e) {
      throw new IOException("The JMX bean " + name + " cannot be registered: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    for (ObjectName name : registered) {
      try {
        server.unregisterMBean(name);
      } catch (JMException e) {
        log.warn("The JMX bean {} stays: {}", name, e.getMessage());
      }
    }
    registered.clear();
  }
}
