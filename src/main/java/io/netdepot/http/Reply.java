package io.netdepot.http;

import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What an endpoint answers when nothing is wrong. */
public final class Reply {
  private final int status;
  private final Map<String, String> headers;
  private final Optional<Supplier<Buffer>> body;

  private Reply(int status, Map<String, String> headers, Optional<Supplier<Buffer>> body) {
    this.status = status;
    this.headers = Map.copyOf(headers);
    this.body = body;
  }

  /** 200 with a wire record, or a list of them, as JSON. */
  public static Reply json(Object value) {
    return json(200, value);
  }

  public static Reply json(int status, Object value) {
    byte[] written = Json.bytes(value);
    return ofJson(status, () -> WrappedBuffer.of(written));
  }

  /** 200 with JSON that was written before. */
  public static Reply json(WrittenJson written) {
    return ofJson(200, written::buffer);
  }

  private static Reply ofJson(int status, Supplier<Buffer> body) {
    return new Reply(status, Map.of("Content-Type", "application/json"), Optional.of(body));
  }

  public static Reply of(int status, String contentType, byte[] body) {
    byte[] kept = body.clone();
    return new Reply(
        status, Map.of("Content-Type", contentType), Optional.of(() -> WrappedBuffer.of(kept)));
  }

  /** Without a body. */
  public static Reply empty(int status) {
    return new Reply(status, Map.of(), Optional.empty());
  }

  /** 204. */
  public static Reply noContent() {
    return empty(204);
  }

  /** The same reply with one more header. */
  public Reply with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Reply(status, more, body);
  }

  int status() {
    return status;
  }

  Map<String, String> headers() {
    return headers;
  }

  Optional<Buffer> body() {
    return body.map(Supplier::get);
  }
}
