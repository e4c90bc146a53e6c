package io.netdepot.own;

import io.netdepot.catalog.Image;
import io.netdepot.catalog.ImageCatalog;
import io.netdepot.catalog.ImageContent;
import io.netdepot.catalog.ImageSync;
import io.netdepot.catalog.ImageSyncCatalog;
import io.netdepot.fleet.ImageId;
import io.netdepot.http.ApiProblem;
import io.netdepot.http.Call;
import io.netdepot.http.Endpoint;
import io.netdepot.http.Reply;
import io.netdepot.store.BlobCheck;
import io.netdepot.store.BlobChecks;
import io.netdepot.store.Sha256;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code /images}: what the vendor's API does not tell of images, such as their MD5 and syncs. */
public final class ImageRecords implements OwnPart {
  private final ImageCatalog images;
  private final ImageSyncCatalog syncs;
  private final BlobChecks checks;

  public ImageRecords(ImageCatalog images, ImageSyncCatalog syncs, BlobChecks checks) {
    this.images = images;
    this.syncs = syncs;
    this.checks = checks;
  }

  @Override
  public Map<String, Endpoint> endpoints() {
    return Map.of("listImages", this::list, "getImage", this::get);
  }

  private Reply list(Call call) {
    Map<ImageId, ImageSync> known =
        syncs.list().stream().collect(Collectors.toMap(ImageSync::image, Function.identity()));
    List<Image> all = images.list();
    Map<Sha256, BlobCheck> found =
        checks.find(all.stream().flatMap(image -> digest(image).stream()).toList());
    return Reply.json(
        all.stream()
            .map(
                image ->
                    ImageRecordWire.of(
                        image,
                        Optional.ofNullable(known.get(image.id())),
                        digest(image).map(found::get)))
            .toList());
  }

  private static Optional<Sha256> digest(Image image) {
    return image.content().map(ImageContent::digest);
  }

  private Reply get(Call call) {
    String text = call.path("id");
    ImageId id =
        ImageId.parse(text)
            .orElseThrow(
                () -> ApiProblem.of(400, "The id of an image is a UUID, not '" + text + "'"));
    return images
        .find(id)
        .map(
            image -> ImageRecordWire.of(image, syncs.find(id), digest(image).flatMap(checks::find)))
        .map(Reply::json)
        .orElseThrow(() -> ApiProblem.of(404, "No image " + id));
  }
}
