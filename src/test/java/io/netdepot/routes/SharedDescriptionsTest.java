package io.netdepot.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class SharedDescriptionsTest {
  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

  @Test
  void beansAreDescribedAsCamelDoesItAndEachTellsOfItself() throws Exception {
    Map<String, List<String>> usual = described("usual", false);
    Map<String, List<String>> shared = described("shared", true);

    assertThat(shared).isEqualTo(usual);
    assertThat(shared.keySet()).contains("processors:first", "processors:second", "routes:one");
    assertThat(shared.get("processors:first")).contains("ProcessorId=first");
    assertThat(shared.get("processors:second")).contains("ProcessorId=second");
  }

  private Map<String, List<String>> described(String name, boolean share) throws Exception {
    try (DefaultCamelContext context = new DefaultCamelContext()) {
      context.getCamelContextExtension().setName(name);
      if (share) {
        context
            .getCamelContextExtension()
            .setManagementMBeanAssembler(new SharedDescriptions(context));
      }
      context.addRoutes(
          new RouteBuilder() {
            @Override
            public void configure() {
              from("direct:one").routeId("one").log("a").id("first").log("b").id("second");
            }
          });
      context.start();
      Map<String, List<String>> all = new TreeMap<>();
      for (ObjectName bean :
          server.queryNames(new ObjectName("org.apache.camel:context=" + name + ",*"), null)) {
        String type = bean.getKeyProperty("type");
        if (type.equals("processors") || type.equals("routes") || type.equals("context")) {
          all.put(
              type + ":" + bean.getKeyProperty("name").replace("\"", "").replace(name, "context"),
              words(bean));
        }
      }
      return all;
    }
  }

  private List<String> words(ObjectName bean) throws Exception {
    MBeanInfo info = server.getMBeanInfo(bean);
    List<String> words = new ArrayList<>();
    for (MBeanFeatureInfo[] features :
        List.of(info.getAttributes(), info.getOperations(), info.getNotifications())) {
      for (MBeanFeatureInfo feature : features) {
        words.add(feature.getName() + ": " + feature.getDescription());
      }
    }
    if (bean.getKeyProperty("type").equals("processors")) {
      words.add("ProcessorId=" + server.getAttribute(bean, "ProcessorId"));
    }
    words.add(info.getDescription());
    words.sort(null);
    return words;
  }
}
