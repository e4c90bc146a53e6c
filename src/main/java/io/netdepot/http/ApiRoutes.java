package io.netdepot.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.HttpMessage;
import org.apache.camel.model.rest.RestBindingMode;
import org.apache.camel.model.rest.RestDefinition;

/**
 * The Camel routes of an API: per documented operation a REST route, {@code
 * <api>-rest-<operation>}, and behind it {@code direct:<api>-<operation>}, which calls the
 * endpoint.
 */
final class ApiRoutes extends RouteBuilder {
  private final Api api;
  private final Answers answers;
  private final ServerAddress address;
  private final Supplier<Vertx> vertx;

  ApiRoutes(Api api, Answers answers, ServerAddress address, Supplier<Vertx> vertx) {
    this.api = api;
    this.answers = answers;
    this.address = address;
    this.vertx = vertx;
  }

  @Override
  public void configure() {
    restConfiguration()
        .component("platform-http")
        .bindingMode(RestBindingMode.off)
        .inlineRoutes(false);
    onException(Throwable.class).handled(true).process(this::refuse);
    RestDefinition rest = rest(api.contract().basePath()).id(api.name() + "-rest");
    for (OperationRule rule : api.contract().operations()) {
      Endpoint endpoint = api.endpoints().get(rule.id());
      if (endpoint != null) {
        expose(rest, rule);
        from("direct:" + api.name() + "-" + rule.id())
            .routeId(api.name() + "-" + rule.id())
            .process(exchange -> answer(exchange, rule, endpoint))
            .id(api.name() + "-" + rule.id() + "-endpoint");
      }
    }
  }

  private void expose(RestDefinition rest, OperationRule rule) {
    String path = rule.path().text().substring(api.contract().basePath().length());
    RestDefinition verb =
        switch (rule.method()) {
          case "GET" -> rest.get(path);
          case "HEAD" -> rest.head(path);
          case "POST" -> rest.post(path);
          case "PUT" -> rest.put(path);
          case "PATCH" -> rest.patch(path);
          case "DELETE" -> rest.delete(path);
          default -> throw new IllegalStateException("No route for " + rule.method());
        };
    String id = api.name() + "-rest-" + rule.id();
    String seam = "direct:" + api.name() + "-" + rule.id();
    verb.routeId(id).to(seam);
    if (rule.method().equals("GET") && !api.contract().has("HEAD", rule)) {
      rest.head(path).routeId(id + "-head").to(seam);
    }
  }

  private void answer(Exchange exchange, OperationRule rule, Endpoint endpoint) {
    HttpServerRequest request = request(exchange);
    Call call = call(exchange, rule.body(), Visit.of(request));
    // From here on nothing of the body rides on the exchange: a profile's has a password.
    exchange.getMessage().setBody(null);
    answers.send(request, endpoint.answer(call));
  }

  private Call call(Exchange exchange, BodyRule rule, Visit visit) {
    return switch (rule) {
      case BodyRule.Json json -> {
        byte[] sent = sent(exchange);
        yield sent.length == 0 && !json.required()
            ? Call.of(visit, address)
            : Call.of(visit, address, read(sent, json.schema()));
      }
      case BodyRule.Form form ->
          Call.of(visit, address, FormFields.of(visit.request(), sent(exchange)));
      case BodyRule.None none -> Call.of(visit, address);
      case BodyRule.Stream stream ->
          throw new IllegalStateException("Only the data plane reads such a body");
    };
  }

  private static byte[] sent(Exchange exchange) {
    Buffer sent = exchange.getMessage().getBody(Buffer.class);
    return sent == null ? new byte[0] : sent.getBytes();
  }

  private static JsonNode read(byte[] sent, RequestSchema schema) {
    JsonNode body = JsonBody.read(sent);
    schema.check(body);
    return body;
  }

  private void refuse(Exchange exchange) {
    Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    exchange.getMessage().setBody(null);
    answers.sendUnexpected(vertx.get(), request(exchange), failure);
  }

  private static HttpServerRequest request(Exchange exchange) {
    return exchange.getMessage(HttpMessage.class).getRequest();
  }
}
