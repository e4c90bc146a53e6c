package io.netdepot.catalog;

import static io.netdepot.catalog.Samples.digest;
import static io.netdepot.catalog.Samples.second;

import io.netdepot.fleet.ImageId;
import io.netdepot.fleet.ServerId;
import io.netdepot.secret.SealedSecret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Plausible images, syncs and servers for tests of catalogs. */
final class ImageSamples {
  private ImageSamples() {}

  static ImageDetails details(String version) {
    return new ImageDetails(
        version,
        List.of("vedge-x86"),
        "x86_64",
        "Cisco",
        "a \"quoted\" text",
        List.of("lab", "a,b]"),
        "software",
        "ROUTER");
  }

  static ImageContent content(int digest, long size, Instant storedAt) {
    return new ImageContent(size, digest(digest), Optional.empty(), storedAt);
  }

  static Image uploaded(String fileName, int digest, long size) {
    return image(
        fileName, new ImageOrigin.Uploaded(), Optional.of(content(digest, size, second(1))));
  }

  static Image remote(String fileName, ImageOrigin origin) {
    return image(fileName, origin, Optional.empty());
  }

  static Image repository(String url) {
    return remote("", new ImageOrigin.Repository(url));
  }

  static Image image(String fileName, ImageOrigin origin, Optional<ImageContent> content) {
    return new Image(0, ImageId.random(), fileName, details("20.6.3"), origin, content, second(1));
  }

  static RemoteServer server(String name) {
    return new RemoteServer(
        ServerId.random(),
        name,
        "10.20.0.9",
        RemoteServer.Protocol.SCP,
        22,
        512,
        "images",
        Optional.of(new SealedSecret(("sealed " + name).getBytes(StandardCharsets.UTF_8))),
        "/images",
        second(1));
  }

  static ImageSync sync(ImageId image, Instant attemptedAt, Instant nextDue) {
    return new ImageSync(
        image,
        attemptedAt,
        Optional.of(second(0)),
        nextDue,
        2,
        "The server closed the connection; it is tried again",
        Optional.of("\"abc\""),
        Optional.of("Fri, 02 Jan 2026 00:00:00 GMT"),
        5_000_000_000L,
        Duration.ofMillis(61_001),
        Optional.of(digest(9)),
        LeftOut.of(List.of("Line 2 of the list makes no sense")));
  }
}
