package io.netdepot.vmanage;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.catalog.RemoteServer;
import io.netdepot.fleet.ServerId;
import io.netdepot.http.Call;
import io.netdepot.http.Reply;
import io.netdepot.images.RemoteServers;
import io.netdepot.images.ServerChange;
import io.netdepot.images.ServerEntry;
import io.netdepot.images.ServerRefusedException;
import io.netdepot.secret.Secret;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** {@code /device/action/remote-server}: servers that images come from. Passwords only come in. */
final class RemoteServerCalls {
  private static final String GRID = "grid-RemoteServers";
  private static final String NAME = "remoteServerName";

  // Source of the defaults: vManage OpenAPI 20.16 and the public SDK, model RemoteServer.
  private static final int DEFAULT_PORT = 21;
  private static final String DEFAULT_PREFIX = "/";

  // The name goes into versionType, where these two say where an image is.
  private static final Set<String> TAKEN = Set.of("vmanage", "remote");

  private final RemoteServers servers;
  private final InstantSource clock;

  RemoteServerCalls(RemoteServers servers, InstantSource clock) {
    this.servers = servers;
    this.clock = clock;
  }

  Reply list(Call call) {
    List<RemoteServerWire> all = servers.list().stream().map(RemoteServerWire::of).toList();
    return Reply.json(
        Envelope.of(clock.instant(), "remoteServerId", GRID, RemoteServerWire.FIELDS, all));
  }

  Reply create(Call call) {
    JsonNode body = call.body();
    String name = body.required(NAME).asText();
    refuseTaken(name);
    ServerEntry entry =
        new ServerEntry(
            name,
            body.required("remoteServerUrl").asText(),
            protocol(body).orElse(RemoteServer.Protocol.FTP),
            number(body, "remoteServerPort").orElse(DEFAULT_PORT),
            number(body, "remoteServerVPN").orElse(0),
            text(body, "remoteServerUser").orElse(""),
            password(body),
            text(body, "imageLocationPrefix").orElse(DEFAULT_PREFIX));
    if (judged(() -> servers.create(entry)).isEmpty()) {
      throw ImageProblems.serverNameTaken(name);
    }
    return Reply.empty(200);
  }

  /** A bare object: the SDK reads it without an envelope. */
  Reply get(Call call) {
    ServerId id = id(call);
    return servers
        .find(id)
        .map(RemoteServerWire::of)
        .map(Reply::json)
        .orElseThrow(() -> ImageProblems.unknownServer(id.value()));
  }

  /** Changes what is sent; the SDK may send nothing of a server at all. */
  Reply update(Call call) {
    ServerId id = id(call);
    JsonNode body = call.body();
    Optional<String> name = text(body, NAME);
    name.ifPresent(RemoteServerCalls::refuseTaken);
    ServerChange change =
        new ServerChange(
            name,
            text(body, "remoteServerUrl"),
            protocol(body),
            number(body, "remoteServerPort"),
            number(body, "remoteServerVPN"),
            text(body, "remoteServerUser"),
            password(body),
            text(body, "imageLocationPrefix"));
    return switch (judged(() -> servers.change(id, change))) {
      case DONE -> Reply.empty(200);
      case NOT_FOUND -> throw ImageProblems.unknownServer(id.value());
      case NAME_TAKEN -> throw ImageProblems.serverNameTaken(name.orElse(""));
    };
  }

  Reply delete(Call call) {
    ServerId id = id(call);
    return switch (servers.delete(id)) {
      case DONE -> Reply.empty(200);
      case NOT_FOUND -> throw ImageProblems.unknownServer(id.value());
      case IN_USE -> throw ImageProblems.serverInUse(id);
    };
  }

  private static <T> T judged(Supplier<T> registration) {
    try {
      return registration.get();
    } catch (ServerRefusedException e) {
      throw ImageProblems.refused(e.sentence());
    }
  }

  private static void refuseTaken(String name) {
    if (TAKEN.contains(name)) {
      throw ImageProblems.refused(
          NAME + ": '" + name + "' says where an image is; choose another name");
    }
  }

  private static ServerId id(Call call) {
    String text = call.path("id");
    return ServerId.parse(text).orElseThrow(() -> ImageProblems.unknownServer(text));
  }

  private static Optional<RemoteServer.Protocol> protocol(JsonNode body) {
    return text(body, "remoteServerProtocol").map(RemoteServer.Protocol::valueOf);
  }

  // An empty password is none: clients send the field of a form that nobody filled.
  private static Optional<Secret> password(JsonNode body) {
    return text(body, "remoteServerPassword").filter(text -> !text.isEmpty()).map(Secret::of);
  }

  private static Optional<Integer> number(JsonNode body, String field) {
    return Optional.ofNullable(body.get(field)).filter(JsonNode::isInt).map(JsonNode::asInt);
  }

  private static Optional<String> text(JsonNode body, String field) {
    return Optional.ofNullable(body.get(field)).filter(JsonNode::isTextual).map(JsonNode::asText);
  }
}
