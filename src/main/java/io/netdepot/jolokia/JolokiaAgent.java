package io.netdepot.jolokia;

import io.netdepot.http.Role;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jolokia.core.api.LogHandler;
import org.jolokia.json.JSONObject;
import org.jolokia.json.JSONStructure;
import org.jolokia.server.core.config.ConfigKey;
import org.jolokia.server.core.config.StaticConfiguration;
import org.jolokia.server.core.http.HttpRequestHandler;
import org.jolokia.server.core.request.BadRequestException;
import org.jolokia.server.core.request.EmptyResponseException;
import org.jolokia.server.core.service.JolokiaServiceManagerFactory;
import org.jolokia.server.core.service.api.JolokiaServiceManager;
import org.jolokia.service.jmx.LocalRequestHandler;
import org.jolokia.service.serializer.JolokiaSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the requests of one role by Jolokia's protocol, over the beans of this process only:
 * nothing that would call other machines, tell others of us or keep a history is part of it.
 * Thread-safe.
 */
final class JolokiaAgent implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(JolokiaAgent.class);
  private static final int ORDER = 1000;

  /**
   * An answer to one request.
   *
   * @param status what became of it, as the codes of HTTP are
   */
  record Answer(int status, String json) {}

  private final JolokiaServiceManager services;
  private final HttpRequestHandler handler;

  JolokiaAgent(Role role) {
    this.services =
        JolokiaServiceManagerFactory.createJolokiaServiceManager(
            new StaticConfiguration(
                ConfigKey.AGENT_ID,
                "netdepot-" + role.name().toLowerCase(Locale.ROOT) + "-" + hashCode(),
                ConfigKey.DISCOVERY_ENABLED,
                "false",
                ConfigKey.DISABLE_DETECTORS,
                "true",
                // What went wrong inside is for the log.
                ConfigKey.ALLOW_ERROR_DETAILS,
                "false",
                ConfigKey.INCLUDE_STACKTRACE,
                "false",
                ConfigKey.SERIALIZE_EXCEPTION,
                "false",
                ConfigKey.MAX_DEPTH,
                "15",
                ConfigKey.MAX_COLLECTION_SIZE,
                "2000",
                ConfigKey.MAX_OBJECTS,
                "30000"),
            new ToLog(),
            new JolokiaPolicy(role));
    services.addService(new JolokiaSerializer());
    services.addService(new LocalRequestHandler(ORDER));
    this.handler = new HttpRequestHandler(services.start());
  }

  /**
   * Answers what stands in the path; such a request only looks.
   *
   * @param path after that of Jolokia itself
   */
  String get(String path) {
    try {
      return text(handler.handleGetRequest(path, path, Map.of()));
    } catch (EmptyResponseException e) {
      return "{}";
    } catch (BadRequestException | RuntimeException e) {
      return text(handler.handleThrowable(e));
    }
  }

  /** Answers one request. */
  Answer post(String json) {
    try {
      return answer(
          handler.handlePostRequest(
              "",
              new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
              StandardCharsets.UTF_8.name(),
              Map.of()));
    } catch (EmptyResponseException e) {
      return new Answer(200, "{}");
    } catch (BadRequestException e) {
      return WrongValue.sentence(json, e)
          .map(sentence -> new Answer(400, JolokiaShape.text(400, sentence)))
          .orElseGet(() -> answer(handler.handleThrowable(e)));
    } catch (IOException | RuntimeException e) {
      return answer(handler.handleThrowable(e));
    }
  }

  private static Answer answer(JSONStructure given) {
    return new Answer(
        given instanceof JSONObject fields && fields.get("status") instanceof Number status
            ? status.intValue()
            : 500,
        text(given));
  }

  private static String text(JSONStructure answer) {
    return answer.toJSONString();
  }

  @Override
  public void close() {
    services.stop();
  }

  private static final class ToLog implements LogHandler {
    @Override
    public void debug(String message) {
      log.debug("{}", message);
    }

    @Override
    public void info(String message) {
      log.debug("{}", message);
    }

    @Override
    public void error(String message, Throwable failure) {
      log.warn("{}: {}", message, String.valueOf(failure));
    }

    @Override
    public boolean isDebug() {
      return false;
    }
  }
}
