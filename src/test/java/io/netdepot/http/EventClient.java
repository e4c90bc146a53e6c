package io.netdepot.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A client of server-sent events, as a browser reads them (WHATWG HTML, 9.2.6), of one connection.
 */
public final class EventClient implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpResponse<InputStream> answer;
  private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  // Mutable state: written by the reading thread
  private volatile String lastId = "";
  private final AtomicInteger comments = new AtomicInteger();

  /** An event as it came. */
  public record Received(String id, String type, String data) {}

  private EventClient(HttpRequest request) throws IOException, InterruptedException {
    answer = http.send(request, BodyHandlers.ofInputStream());
    Thread unused = Thread.ofVirtual().start(this::read);
  }

  /** Connects, and returns when the head of the answer is there. */
  public static EventClient open(HttpRequest request) {
    try {
      return new EventClient(request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      String type = "";
      StringBuilder data = new StringBuilder();
      String id = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int colon = line.indexOf(':');
        String value = colon < 0 ? "" : line.substring(colon + 1).stripLeading();
        switch (colon < 0 ? line : line.substring(0, colon)) {
          case "" -> {
            if (colon == 0) {
              comments.incrementAndGet();
              break;
            }
            lastId = id;
            if (!data.isEmpty()) {
              received.add(new Received(id, type, data.toString()));
            }
            data.setLength(0);
            type = "";
          }
          case "id" -> id = value;
          case "event" -> type = value;
          case "data" -> data.append(value);
          default -> {
            // As a browser does: what is not known is not looked at.
          }
        }
      }
    } catch (IOException e) {
      // The connection is gone, which ends a stream like anything else.
    } finally {
      ended.complete(null);
    }
  }

  public int status() {
    return answer.statusCode();
  }

  public Optional<String> header(String name) {
    return answer.headers().firstValue(name);
  }

  /** The next event; fails when none comes in a long time. */
  public Received next() {
    try {
      @Nullable Received event = received.poll(30, TimeUnit.SECONDS);
      return Objects.requireNonNull(event, "No event came");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The next event; empty when none comes in so long a time. */
  public Optional<Received> poll(Duration longest) throws InterruptedException {
    return Optional.ofNullable(received.poll(longest.toMillis(), TimeUnit.MILLISECONDS));
  }

  /** Whether an event is there that was not taken. */
  public boolean hasMore() {
    return !received.isEmpty();
  }

  /** What a client that comes back says it saw last. */
  public String lastId() {
    return lastId;
  }

  public int comments() {
    return comments.get();
  }

  /** Waits until the server ended the stream. */
  public void awaitEnd() {
    ended.orTimeout(Duration.ofSeconds(30).toSeconds(), TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
