package io.netdepot.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netdepot.fleet.SwitchAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An action on devices in one column: JSON. */
final class ActionText {
  private static final JsonMapper MAPPER = new JsonMapper();

  private ActionText() {}

  static String of(ActionOrder order) {
    ObjectNode text =
        MAPPER
            .createObjectNode()
            .put("action", order.action().word())
            .put("deviceType", order.deviceType())
            .put("user", order.user())
            .put("from", order.from());
    ArrayNode targets = text.putArray("targets");
    order.targets().forEach(target -> write(target, targets.addObject()));
    return text.toString();
  }

  private static void write(ActionOrder.Target target, ObjectNode text) {
    text.put("address", target.address().text())
        .put("uuid", target.uuid())
        .put("systemIp", target.systemIp())
        .put("hostName", target.hostName())
        .put("siteId", target.siteId());
    ArrayNode versions = text.putArray("versions");
    target.versions().forEach(versions::add);
    target.image().ifPresent(image -> text.set("image", DeliveryText.json(image)));
  }

  static ActionOrder order(String text) {
    try {
      JsonNode recorded = MAPPER.readTree(text);
      List<ActionOrder.Target> targets = new ArrayList<>();
      recorded.path("targets").forEach(target -> targets.add(target(target)));
      return new ActionOrder(
          ActionOrder.Action.of(recorded.path("action").asText()),
          recorded.path("deviceType").asText(),
          recorded.path("user").asText(),
          recorded.path("from").asText(),
          targets);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("A recorded action is no JSON", e);
    }
  }

  private static ActionOrder.Target target(JsonNode recorded) {
    List<String> versions = new ArrayList<>();
    recorded.path("versions").forEach(version -> versions.add(version.asText()));
    return new ActionOrder.Target(
        SwitchAddress.of(recorded.path("address").asText()),
        recorded.path("uuid").asText(),
        recorded.path("systemIp").asText(),
        recorded.path("hostName").asText(),
        recorded.path("siteId").asText(),
        versions,
        recorded.has("image")
            ? Optional.of(DeliveryText.order(recorded.path("image")))
            : Optional.empty());
  }
}
