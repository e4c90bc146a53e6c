package io.netdepot.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netdepot.fleet.ImageId;
import io.netdepot.store.Sha256;

/** A delivery in one column: JSON. */
final class DeliveryText {
  private static final JsonMapper MAPPER = new JsonMapper();

  private DeliveryText() {}

  static String of(DeliveryOrder order) {
    return json(order).toString();
  }

  static ObjectNode json(DeliveryOrder order) {
    return MAPPER
        .createObjectNode()
        .put("image", order.image().value())
        .put("fileName", order.fileName())
        .put("size", order.size())
        .put("sha256", order.digest().hex())
        .put("via", order.way().word())
        .put("link", order.link())
        .put("install", order.install())
        .put("build", order.build());
  }

  static DeliveryOrder order(String text) {
    try {
      return order(MAPPER.readTree(text));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("A recorded delivery is no JSON", e);
    }
  }

  static DeliveryOrder order(JsonNode recorded) {
    return new DeliveryOrder(
        new ImageId(recorded.path("image").asText()),
        recorded.path("fileName").asText(),
        recorded.path("size").asLong(),
        new Sha256(recorded.path("sha256").asText()),
        DeliveryOrder.Way.of(recorded.path("via").asText()),
        recorded.path("link").asText(),
        recorded.path("install").asBoolean(),
        recorded.path("build").asText());
  }
}
