package io.netdepot.vmanage;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.catalog.Image;
import io.netdepot.catalog.ImageDetails;
import io.netdepot.http.Call;
import io.netdepot.http.Reply;
import io.netdepot.images.ImageChange;
import io.netdepot.images.Images;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** {@code …/package/{versionId}/metadata}: what an image is said to be, and its checksum. */
final class ImageMetadata {
  private static final String SHA_256 = "SHA-256";

  private final Images images;

  ImageMetadata(Images images) {
    this.images = images;
  }

  /** A bare object: the vendor puts no envelope around it. */
  Reply get(Call call) {
    return Reply.json(Wire.of(ImageCalls.find(images, call)));
  }

  Reply put(Call call) {
    Image image = ImageCalls.find(images, call);
    JsonNode body = call.body();
    refuseOtherChecksum(image, body);
    ImageChange change =
        new ImageChange(
            text(body, "versionName").map(ImageProblems::knownVersion),
            text(body, "vendor"),
            text(body, "description"),
            text(body, "networkFunctionType"),
            tags(body));
    if (images.register().change(image.id(), change).isEmpty()) {
      throw ImageProblems.unknown(image.id().value());
    }
    return Reply.empty(200);
  }

  // A client may send back what it read. Who sends another checksum believes in other bytes.
  private static void refuseOtherChecksum(Image image, JsonNode body) {
    boolean ofOurKind = text(body, "checksumType").filter(type -> !type.equals(SHA_256)).isEmpty();
    Optional<String> sent =
        text(body, "checksum")
            .map(checksum -> checksum.strip().toLowerCase(Locale.ROOT))
            .filter(checksum -> ofOurKind && !checksum.isEmpty());
    if (sent.isPresent() && !sent.get().equals(checksum(image))) {
      throw ImageProblems.refused(
          "checksum: the image has another one; it is computed from the bytes and cannot be set");
    }
  }

  private static String checksum(Image image) {
    return image.content().map(content -> content.digest().hex()).orElse("");
  }

  private static Optional<String> text(JsonNode body, String field) {
    return Optional.ofNullable(body.get(field)).filter(JsonNode::isTextual).map(JsonNode::asText);
  }

  private static Optional<List<String>> tags(JsonNode body) {
    return Optional.ofNullable(body.get("tags"))
        .filter(JsonNode::isArray)
        .map(
            tags -> StreamSupport.stream(tags.spliterator(), false).map(JsonNode::asText).toList());
  }

  private record Wire(
      String vendor,
      String checksumType,
      String checksum,
      String description,
      String networkFunctionType,
      String versionName,
      String imageType,
      List<String> tags) {
    static Wire of(Image image) {
      ImageDetails details = image.details();
      return new Wire(
          details.vendor(),
          SHA_256,
          ImageMetadata.checksum(image),
          details.description(),
          details.networkFunctionType(),
          details.versionName(),
          details.imageType(),
          details.tags());
    }
  }
}
