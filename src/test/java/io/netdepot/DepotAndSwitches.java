package io.netdepot;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One running service and a site of switches for the tests of a class. After each test it looks
 * that the service is at rest: nothing in the spool, no session with a switch, no connection left
 * open.
 */
final class DepotAndSwitches implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  private final String[] settings;

  // Mutable state: set before the first test.
  private @Nullable Path folder;
  private @Nullable SwitchSite switches;
  private @Nullable RunningDepot depot;

  private DepotAndSwitches(String[] settings) {
    this.settings = settings;
  }

  /** With settings beside the usual ones, each as {@code name=value}. */
  static DepotAndSwitches with(String... settings) {
    return new DepotAndSwitches(settings);
  }

  RunningDepot depot() {
    return started(depot);
  }

  SwitchSite switches() {
    return started(switches);
  }

  private static <T> T started(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("Not started yet");
    }
    return part;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    Path made = Files.createTempDirectory("netdepot-e2e-");
    folder = made;
    SwitchSite site = SwitchSite.open(Files.createDirectory(made.resolve("content")));
    switches = site;
    depot = RunningDepot.start(made.resolve("data"), site.port(), settings);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    depot().requireAtRest();
    await().atMost(Duration.ofSeconds(60)).until(() -> switches().openConnections() == 0);
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    if (depot != null) {
      depot.close();
    }
    if (switches != null) {
      switches.close();
    }
    if (folder != null) {
      remove(folder);
    }
  }

  private static void remove(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException error)
              throws IOException {
            Files.deleteIfExists(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
