package io.netdepot.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class CatalogTroubleTest {
  private final Logger log = (Logger) LoggerFactory.getLogger(CatalogTroubleTest.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    lines.start();
    log.addAppender(lines);
    log.setAdditive(false);
  }

  @AfterEach
  void leave() {
    log.detachAppender(lines);
    log.setAdditive(true);
  }

  @Test
  void tellsAFullDiskInOneLine() {
    CatalogTrouble.tell(
        log,
        "Tasks cannot be begun",
        new CatalogFailure(CatalogFailure.Kind.DISK_FULL, "no room is left", null));
    ILoggingEvent line = lines.list.getFirst();
    assertThat(line.getFormattedMessage()).isEqualTo("Tasks cannot be begun: no room is left");
    assertThat(line.getThrowableProxy()).isNull();
  }

  @Test
  void showsWhereAMistakeHappened() {
    CatalogTrouble.tell(log, "Tasks cannot be begun", new IllegalStateException("odd"));
    ILoggingEvent line = lines.list.getFirst();
    assertThat(line.getFormattedMessage()).isEqualTo("Tasks cannot be begun");
    assertThat(line.getThrowableProxy().getMessage()).isEqualTo("odd");
  }
}
