package io.netdepot.own;

import io.netdepot.catalog.ImageCatalog;
import io.netdepot.catalog.ImageSync;
import io.netdepot.catalog.ImageSyncCatalog;
import io.netdepot.fleet.ImageId;
import io.netdepot.http.ApiProblem;
import io.netdepot.http.Call;
import io.netdepot.http.Endpoint;
import io.netdepot.http.Reply;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code /images}: what the vendor's API does not tell of images, such as their MD5 and syncs. */
public final class ImageRecords implements OwnPart {
  private final ImageCatalog images;
  private final ImageSyncCatalog syncs;

  public ImageRecords(ImageCatalog images, ImageSyncCatalog syncs) {
    this.images = images;
    this.syncs = syncs;
  }

  @Override
  public Map<String, Endpoint> endpoints() {
    return Map.of("listImages", this::list, "getImage", this::get);
  }

  private Reply list(Call call) {
    Map<ImageId, ImageSync> known =
        syncs.list().stream().collect(Collectors.toMap(ImageSync::image, Function.identity()));
    return Reply.json(
        images.list().stream()
            .map(image -> ImageRecordWire.of(image, Optional.ofNullable(known.get(image.id()))))
            .toList());
  }

  private Reply get(Call call) {
    String text = call.path("id");
    ImageId id =
        ImageId.parse(text)
            .orElseThrow(
                () -> ApiProblem.of(400, "The id of an image is a UUID, not '" + text + "'"));
    return images
        .find(id)
        .map(image -> ImageRecordWire.of(image, syncs.find(id)))
        .map(Reply::json)
        .orElseThrow(() -> ApiProblem.of(404, "No image " + id));
  }
}
