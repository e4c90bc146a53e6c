package io.netdepot.nmx;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.catalog.RecordedRequest;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.http.ApiProblem;
import io.netdepot.operation.CollectRequest;
import io.netdepot.operation.SwitchChoice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the body of a collection, which the schema has passed; checks what a schema cannot say. */
final class CollectBody {
  private CollectBody() {}

  /**
   * Reads the body.
   *
   * @throws ApiProblem 400 when an address is none, or a switch is named twice
   */
  static CollectRequest read(JsonNode body, RecordedRequest recorded) {
    List<SwitchChoice> choices = new ArrayList<>();
    Map<SwitchAddress, Integer> positions = new LinkedHashMap<>();
    for (JsonNode one : body.path("Switches")) {
      int position = choices.size();
      SwitchAddress address = address(one.path("Address").asText(), position);
      Integer before = positions.putIfAbsent(address, position);
      if (before != null) {
        throw ApiProblem.of(
            400,
            "Switches[%d] and Switches[%d] are the same switch, %s; name each switch once"
                .formatted(before, position, address.canonical()));
      }
      choices.add(new SwitchChoice(address, profile(one)));
    }
    return new CollectRequest(profile(body), choices, recorded);
  }

  private static SwitchAddress address(String text, int position) {
    return SwitchAddress.parse(text)
        .orElseThrow(
            () ->
                ApiProblem.of(
                    400,
                    "Switches[%d].Address: '%s' is neither an IPv4 nor an IPv6 address nor a host name"
                        .formatted(position, text)));
  }

  private static Optional<EntityId> profile(JsonNode holder) {
    return Optional.ofNullable(holder.get("ProfileID"))
        .map(JsonNode::asText)
        .flatMap(EntityId::parse);
  }
}
