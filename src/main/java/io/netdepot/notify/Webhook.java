package io.netdepot.notify;

import io.netdepot.config.Durations;
import io.netdepot.config.NotifySettings;
import io.netdepot.operation.OperationView;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.camel.Body;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts the end of an operation to the URL of {@code notify.webhook-url}: what step routes call as
 * {@code webhook}. A redirect is not followed, since the secret would go with it. Thread-safe;
 * blocks for up to {@code notify.tries} times {@code notify.timeout}.
 */
public final class Webhook implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Webhook.class);

  private final NotifySettings settings;
  private final WebhookSecret secret;
  private final HttpClient client;

  public Webhook(NotifySettings settings) {
    this.settings = settings;
    this.secret = new WebhookSecret(settings);
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(settings.timeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  /**
   * Posts an operation as JSON.
   *
   * @throws IOException when nobody took it in any try; the message has the URL's host only
   */
  public void post(@Body OperationView ended) throws IOException {
    URI url =
        settings
            .webhookUrl()
            .orElseThrow(() -> new IOException("notify.webhook-url is not set; set it"));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(settings.timeout())
            .header("Content-Type", "application/json")
            .header("User-Agent", "Netdepot")
            .POST(BodyPublishers.ofByteArray(OperationNotice.of(ended).json()));
    secret.read().ifPresent(value -> request.header(settings.webhookHeader(), value));
    Duration pause = settings.retryDelay();
    for (int left = settings.tries() - 1; ; left--) {
      Optional<String> refusal = post(request.build(), left > 0);
      if (refusal.isEmpty()) {
        log.info("Operation {} was posted to {}", ended.operation().id(), url.getHost());
        return;
      }
      if (left == 0) {
        throw new IOException("The webhook at " + url.getHost() + " " + refusal.get());
      }
      sleep(pause);
      pause = pause.multipliedBy(2);
    }
  }

  /** Posts once; a sentence when another try may help, and an exception when none does. */
  private Optional<String> post(HttpRequest request, boolean again) throws IOException {
    String host = request.uri().getHost();
    try {
      int status = status(request);
      if (status / 100 == 2) {
        return Optional.empty();
      }
      String sentence = "answered " + status;
      if (status >= 500 || status == 429 || status == 408 || !again) {
        return Optional.of(sentence);
      }
      throw new IOException("The webhook at " + host + " " + sentence);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The service is stopping");
    } catch (TimeoutException e) {
      return Optional.of("did not answer within " + Durations.format(settings.timeout()));
    } catch (ExecutionException e) {
      return Optional.of(failure(host, telling(e.getCause())));
    }
  }

  /** The status alone says whether it was taken; what else is answered is not read. */
  private int status(HttpRequest request)
      throws InterruptedException, ExecutionException, TimeoutException, IOException {
    CompletableFuture<HttpResponse<InputStream>> answer =
        client.sendAsync(request, BodyHandlers.ofInputStream());
    try {
      HttpResponse<InputStream> head =
          answer.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
      head.body().close();
      return head.statusCode();
    } finally {
      // Gives the connection up where no answer came.
      answer.cancel(true);
    }
  }

  /** Java now and then wraps what TLS says into an answer without bytes (JDK 25, HttpClient). */
  static @Nullable Throwable telling(@Nullable Throwable cause) {
    for (Throwable inner = cause; inner != null; inner = inner.getCause()) {
      if (inner instanceof SSLException) {
        return inner;
      }
    }
    return cause;
  }

  private String failure(String host, @Nullable Throwable cause) throws IOException {
    return switch (cause) {
      case HttpTimeoutException e ->
          "did not answer within " + Durations.format(settings.timeout());
      case ConnectException e -> "cannot be reached";
      case SSLException e ->
          throw new IOException(
              "There is no TLS with the webhook at " + host + ": " + e.getMessage(), e);
      case IOException e -> "broke the connection";
      case null, default ->
          throw new IOException("The webhook at " + host + " could not be asked", cause);
    };
  }

  private static void sleep(Duration pause) throws InterruptedIOException {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The service is stopping");
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
