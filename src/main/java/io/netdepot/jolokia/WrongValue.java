package io.netdepot.jolokia;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Optional;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.ObjectName;
import org.jolokia.server.core.request.BadRequestException;

/**
 * Says for people that an attribute takes another kind of value: Jolokia's own sentence is about
 * its own classes and those of Java.
 */
final class WrongValue {
  private static final JsonMapper JSON = new JsonMapper();
  // Source: Jolokia 2, HttpRequestHandler; a setter that refuses a value is told otherwise.
  private static final String NOT_CONVERTED = "Can't process JolokiaWriteRequest";
  private static final int LONGEST = 100;

  private WrongValue() {}

  /**
   * A sentence of ours.
   *
   * @param request as it was passed on to Jolokia
   * @return empty when something else is wrong with the request
   */
  static Optional<String> sentence(String request, BadRequestException refusal) {
    if (!String.valueOf(refusal.getMessage()).startsWith(NOT_CONVERTED)) {
      return Optional.empty();
    }
    try {
      JsonNode asked = JSON.readTree(request);
      String attribute = asked.path("attribute").asText();
      String value = asked.path("value").toString();
      return type(asked.path("mbean").asText(), attribute)
          .map(
              type ->
                  "The attribute "
                      + attribute
                      + " takes "
                      + kind(type)
                      + ", not "
                      + (value.length() > LONGEST ? value.substring(0, LONGEST) + "…" : value));
    } catch (JsonProcessingException | JMException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> type(String bean, String attribute) throws JMException {
    MBeanInfo info =
        ManagementFactory.getPlatformMBeanServer().getMBeanInfo(ObjectName.getInstance(bean));
    return Arrays.stream(info.getAttributes())
        .filter(one -> one.getName().equals(attribute))
        .map(MBeanAttributeInfo::getType)
        .findFirst();
  }

  private static String kind(String type) {
    return switch (type) {
      case "int" -> "a whole number of at most " + Integer.MAX_VALUE;
      case "long" -> "a whole number";
      case "boolean" -> "true or false";
      default -> "a " + type;
    };
  }
}
