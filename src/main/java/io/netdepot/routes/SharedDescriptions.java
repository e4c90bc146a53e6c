package io.netdepot.routes;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.modelmbean.InvalidTargetObjectTypeException;
import javax.management.modelmbean.ModelMBean;
import javax.management.modelmbean.ModelMBeanInfo;
import org.apache.camel.CamelContext;
import org.apache.camel.api.management.ManagedInstance;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.api.management.NotificationSenderAware;
import org.apache.camel.support.management.DefaultManagementMBeanAssembler;
import org.apache.camel.support.management.MixinRequiredModelMBean;
import org.jspecify.annotations.Nullable;

/**
 * Makes Camel's beans for JMX, and describes those of one class once. Camel describes the bean of
 * each node of each route anew (4.18, MBeanInfoAssembler): some hundred objects each, which took a
 * third of the time that a set of routes needs to load, and much of the heap. Thread-safe.
 */
public final class SharedDescriptions extends DefaultManagementMBeanAssembler {
  private static final String BY_REFERENCE = "ObjectReference";

  private final Map<Class<?>, ModelMBeanInfo> known = new ConcurrentHashMap<>();

  public SharedDescriptions(CamelContext context) {
    super(context);
  }

  @Override
  public @Nullable ModelMBean assemble(MBeanServer server, Object bean, ObjectName name)
      throws JMException {
    if (isDescribedByMore(bean)) {
      return super.assemble(server, bean, name);
    }
    ModelMBeanInfo info = known.get(bean.getClass());
    if (info == null) {
      info = assembler.getMBeanInfo(camelContext, bean, null, name.toString());
      if (info == null) {
        return null;
      }
      known.put(bean.getClass(), info);
    }
    try {
      ModelMBean made = new MixinRequiredModelMBean(info, masks(), null, null);
      made.setManagedResource(bean, BY_REFERENCE);
      return made;
    } catch (InvalidTargetObjectTypeException e) {
      throw new JMException(e.getMessage());
    }
  }

  // What a bean stands for may have descriptions of its own, or the bean may send notifications.
  private static boolean isDescribedByMore(Object bean) {
    if (bean instanceof NotificationSenderAware) {
      return true;
    }
    Object stoodFor = bean instanceof ManagedInstance managed ? managed.getInstance() : null;
    return stoodFor != null && stoodFor.getClass().isAnnotationPresent(ManagedResource.class);
  }

  private boolean masks() {
    return Boolean.TRUE.equals(camelContext.getManagementStrategy().getManagementAgent().getMask());
  }
}
