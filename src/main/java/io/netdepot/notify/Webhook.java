package io.netdepot.notify;

import io.netdepot.config.NotifySettings;
import io.netdepot.files.PrivateFile;
import io.netdepot.operation.OperationView;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Body;
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
  private final HttpClient client;

  public Webhook(NotifySettings settings) {
    this.settings = settings;
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
    secret().ifPresent(value -> request.header(settings.webhookHeader(), value));
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

  // Read for each post: it may be changed while the service runs.
  private Optional<String> secret() throws IOException {
    Optional<Path> file = settings.webhookSecretFile();
    if (file.isEmpty()) {
      return Optional.empty();
    }
    byte[] bytes =
        PrivateFile.readSecret(file.get())
            .orElseThrow(
                () ->
                    new IOException(
                        "There is no file " + file.get() + " (notify.webhook-secret-file)"));
    return Optional.of(new String(bytes, StandardCharsets.UTF_8).strip());
  }

  /** Posts once; a sentence when another try may help, and an exception when none does. */
  private Optional<String> post(HttpRequest request, boolean again) throws IOException {
    try {
      HttpResponse<Void> answer = client.send(request, BodyHandlers.discarding());
      int status = answer.statusCode();
      if (status / 100 == 2) {
        return Optional.empty();
      }
      String sentence = "answered " + status;
      if (status >= 500 || status == 429 || status == 408 || !again) {
        return Optional.of(sentence);
      }
      throw new IOException("The webhook at " + request.uri().getHost() + " " + sentence);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The service is stopping");
    } catch (java.net.http.HttpTimeoutException e) {
      return Optional.of("did not answer within " + settings.timeout().toMillis() + " ms");
    } catch (java.net.ConnectException e) {
      return Optional.of("cannot be reached");
    } catch (java.io.EOFException | java.net.SocketException e) {
      return Optional.of("broke the connection");
    }
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
