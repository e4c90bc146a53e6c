package io.netdepot;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** All that is logged while it is open, with stack traces, at levels of its own. */
final class LogText implements AutoCloseable {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final OutputStreamAppender<ch.qos.logback.classic.spi.ILoggingEvent> appender =
      new OutputStreamAppender<>();
  private final Map<Logger, Level> before = new LinkedHashMap<>();
  private final Logger root;

  LogText(Map<String, Level> levels) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    levels.forEach(
        (name, level) -> {
          Logger logger = context.getLogger(name);
          before.put(logger, logger.getLevel());
          logger.setLevel(level);
        });
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%level %logger %thread %mdc %kvp %msg%n%ex{full}");
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.setOutputStream(bytes);
    appender.start();
    root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(appender);
  }

  String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    root.detachAppender(appender);
    appender.stop();
    before.forEach(Logger::setLevel);
  }
}
