package io.netdepot;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

/** Every attribute of every MBean of this process, as text. */
final class MBeanTexts {
  private static final MBeanServer BEANS = ManagementFactory.getPlatformMBeanServer();

  private MBeanTexts() {}

  static List<String> read() throws JMException {
    List<String> texts = new ArrayList<>();
    for (ObjectName name : Set.copyOf(BEANS.queryNames(null, null))) {
      texts.add(name.getCanonicalName());
      for (MBeanAttributeInfo attribute : BEANS.getMBeanInfo(name).getAttributes()) {
        if (attribute.isReadable()) {
          texts.add(name + " " + attribute.getName() + "=" + value(name, attribute.getName()));
        }
      }
    }
    return texts;
  }

  private static String value(ObjectName bean, String attribute) {
    try {
      return text(BEANS.getAttribute(bean, attribute));
    } catch (JMException | RuntimeMBeanException e) {
      // Some are not supported here; what they say then is text too.
      return String.valueOf(e);
    }
  }

  private static String text(Object value) {
    return switch (value) {
      case Object[] array -> Arrays.stream(array).map(MBeanTexts::text).toList().toString();
      case CompositeData data -> data.values().stream().map(MBeanTexts::text).toList().toString();
      case TabularData rows -> rows.values().stream().map(MBeanTexts::text).toList().toString();
      case null, default -> String.valueOf(value);
    };
  }
}
