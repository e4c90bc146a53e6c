package io.netdepot.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netdepot.yaml.FileRefusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/** A folder of routes that a service follows, and hands that edit it. */
final class LiveFolder implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(60);

  private final Path directory;
  private final Path good;
  private final DefaultCamelContext context = new DefaultCamelContext();
  private final LiveRoutes live;
  private final Told told = new Told();

  // Mutable state
  private @Nullable StepRoutes routes;

  private LiveFolder(Path folder, Map<String, Object> beans, Set<String> entries) {
    this.directory = folder.resolve("routes");
    this.good = folder.resolve("routes.good");
    StepSurroundings surroundings =
        new StepSurroundings(
            Map.of("greeting", "hello", "platform.inbox", folder.resolve("inbox").toString()),
            unused -> {},
            beans,
            entries);
    context.disableJMX();
    surroundings.prepare(context);
    context.start();
    live = new LiveRoutes(directory, good, surroundings, List.of(), Clock.systemUTC(), told);
  }

  /** A folder with one route, {@code first}, which answers {@code old}; followed. */
  static LiveFolder watched(Path folder) throws Exception {
    LiveFolder made = unwatched(folder);
    made.live.watch();
    return made;
  }

  /** The same, not followed. */
  static LiveFolder unwatched(Path folder) throws Exception {
    LiveFolder made = with(folder, Map.of());
    made.write("first.camel.yaml", answering("first", "old"));
    made.start();
    return made;
  }

  /** An empty folder, not loaded and not followed yet. */
  static LiveFolder with(Path folder, Map<String, Object> beans) throws IOException {
    LiveFolder made = new LiveFolder(folder, beans, Set.of("first"));
    Files.createDirectories(made.directory);
    return made;
  }

  /** What became of the edits, in order. */
  List<String> told() {
    return List.copyOf(told.lines);
  }

  private static final class Told implements RouteListener {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void loaded(int generation, boolean lastGood) {
      lines.add("loaded " + generation + (lastGood ? " of the last good" : ""));
    }

    @Override
    public void refused(FileRefusal refusal) {
      lines.add("refused " + refusal.problems().getFirst().file());
    }
  }

  void start() throws RoutesRefusedException {
    routes = live.start(context);
  }

  LiveRoutes live() {
    return live;
  }

  Path directory() {
    return directory;
  }

  Path good() {
    return good;
  }

  DefaultCamelContext context() {
    return context;
  }

  void write(String name, String text) throws IOException {
    Files.createDirectories(directory.resolve(name).getParent());
    Files.writeString(directory.resolve(name), text);
  }

  /** As editors and configuration management do: a file beside it takes its name. */
  void replace(String name, String text) throws IOException {
    Path beside = directory.resolve("." + name + ".swp");
    Files.writeString(beside, text);
    Files.move(beside, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  /** What the newest set answers. */
  String answer(String seam) {
    Exchange ended = Objects.requireNonNull(routes).send(seam, exchange -> {});
    assertThat(ended.getException()).isNull();
    return ended.getMessage().getBody(String.class);
  }

  void awaitAnswer(String seam, String expected) {
    await().atMost(SOON).until(() -> answer(seam).equals(expected));
  }

  FileRefusal awaitRefusal() {
    await().atMost(SOON).until(() -> live.lastRefusal().isPresent());
    return live.lastRefusal().orElseThrow();
  }

  void awaitNoRefusal() {
    await().atMost(SOON).until(() -> live.lastRefusal().isEmpty());
  }

  static String answering(String name, String answer) {
    return """
    - route:
        id: %1$s
        from:
          uri: direct:%1$s
          steps:
            - setBody:
                id: %1$s-answer
                constant: "%2$s"
    """
        .formatted(name, answer);
  }

  @Override
  public void close() {
    live.close();
    context.stop();
  }
}
