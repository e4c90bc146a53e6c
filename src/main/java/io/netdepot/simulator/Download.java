package io.netdepot.simulator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/** A switch's fetch of a file from a server, as {@code nv action fetch … http://…} does it. */
final class Download {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private Download() {}

  /**
   * Fetches; under another name until all of it is there.
   *
   * @param from the address of the switch
   * @return the size in bytes
   * @throws IOException also when the server answers anything but 200; nothing is there then
   */
  static long to(Path place, String url, InetAddress from)
      throws IOException, InterruptedException {
    Path part = place.resolveSibling("." + place.getFileName() + ".fetching");
    try (HttpClient http =
        HttpClient.newBuilder().connectTimeout(LIMIT).localAddress(from).build()) {
      HttpResponse<Path> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(url)).GET().build(),
              HttpResponse.BodyHandlers.ofFile(part));
      if (answer.statusCode() != 200) {
        throw new IOException("HTTP status " + answer.statusCode());
      }
      Files.move(part, place, StandardCopyOption.REPLACE_EXISTING);
      return Files.size(place);
    } catch (IllegalArgumentException e) {
      throw new IOException("'" + url + "' is not a URL", e);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
