package io.netdepot.own;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.catalog.DeliveryOrder;
import io.netdepot.catalog.OperationFilter;
import io.netdepot.catalog.OperationKind;
import io.netdepot.catalog.OperationState;
import io.netdepot.catalog.PageEnd;
import io.netdepot.catalog.RecordedRequest;
import io.netdepot.delivery.DeliveryOrders;
import io.netdepot.delivery.DeliveryRequest;
import io.netdepot.delivery.Ordered;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.ImageId;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.http.ApiProblem;
import io.netdepot.http.Call;
import io.netdepot.http.Endpoint;
import io.netdepot.http.Reply;
import io.netdepot.operation.OperationDetail;
import io.netdepot.operation.Operations;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** {@code /deliveries}: put images onto switches. */
public final class DeliveryCalls implements OwnPart {
  private final DeliveryOrders orders;
  private final Operations operations;
  private final BiFunction<Call, ImageId, String> links;

  /**
   * Deliveries.
   *
   * @param links where devices fetch an image, up to its file name
   */
  public DeliveryCalls(
      DeliveryOrders orders, Operations operations, BiFunction<Call, ImageId, String> links) {
    this.orders = orders;
    this.operations = operations;
    this.links = links;
  }

  @Override
  public Map<String, Endpoint> endpoints() {
    return Map.of(
        "orderDelivery", this::order,
        "listDeliveries", this::list,
        "getDelivery", this::get,
        "cancelDelivery", this::cancel);
  }

  private Reply order(Call call) {
    JsonNode body = call.body();
    DeliveryRequest request =
        new DeliveryRequest(
            body.path("image").asText(),
            switches(body.path("switches")),
            Optional.of(body.path("profile").asText("")).filter(text -> !text.isEmpty()),
            DeliveryOrder.Way.of(body.path("via").asText("auto")),
            body.path("install").asBoolean(false),
            Optional.of(body.path("build").asText("")).filter(text -> !text.isEmpty()),
            id -> links.apply(call, id),
            new RecordedRequest("post", call.uri().toString(), body.toString()));
    return switch (orders.order(request)) {
      case Ordered.Accepted(var id) ->
          Reply.json(202, new Accepted(id.value(), request.switches().size()))
              .with("Location", "/netdepot/v1/deliveries/" + id);
      case Ordered.Unknown(var sentence) -> throw ApiProblem.of(404, sentence);
      case Ordered.Bad(var sentence) -> throw ApiProblem.of(400, sentence);
      case Ordered.NotNow(var sentence) -> throw ApiProblem.of(409, sentence);
    };
  }

  private static List<SwitchAddress> switches(JsonNode addresses) {
    List<SwitchAddress> switches = new ArrayList<>();
    Set<SwitchAddress> seen = new HashSet<>();
    for (JsonNode text : addresses) {
      SwitchAddress address =
          SwitchAddress.parse(text.asText())
              .orElseThrow(
                  () ->
                      ApiProblem.of(
                          400, "switches: '" + text.asText() + "' is not the address of a switch"));
      if (!seen.add(address)) {
        throw ApiProblem.of(400, "switches: " + address + " is there twice");
      }
      switches.add(address);
    }
    return switches;
  }

  private Reply list(Call call) {
    OperationFilter filter =
        new OperationFilter(
            call.query("state").map(OperationState::of),
            Filters.address(call),
            Optional.empty(),
            Optional.empty(),
            Optional.of(OperationKind.DELIVERY));
    PageRequest page = PageRequest.of("deliveries", filter, call);
    return Reply.json(
        page.page(
            operations.views().list(filter, page.after(), page.toRead()),
            one -> new PageEnd(one.operation().createdAt(), one.operation().id()),
            DeliveryWire::of));
  }

  private Reply get(Call call) {
    OperationDetail detail = delivery(call.id());
    return Reply.json(
        DeliveryDetailWire.of(detail, operations.notes(detail.view().operation().id())));
  }

  private OperationDetail delivery(EntityId id) {
    return operations
        .views()
        .detail(id)
        .filter(detail -> detail.view().operation().kind() == OperationKind.DELIVERY)
        .orElseThrow(() -> ApiProblem.of(404, "No delivery " + id));
  }

  private Reply cancel(Call call) {
    EntityId id = delivery(call.id()).view().operation().id();
    return switch (operations.cancel(id)) {
      case CANCELLING -> Reply.empty(202);
      case NOT_FOUND -> throw ApiProblem.of(404, "No delivery " + id);
      default -> throw ApiProblem.of(409, "The delivery " + id + " has ended already");
    };
  }

  private record Accepted(String operationId, int switches) {}
}
