package io.netdepot.vmanage;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.catalog.Image;
import io.netdepot.catalog.ImageOrigin;
import io.netdepot.fleet.ServerId;
import io.netdepot.http.Call;
import io.netdepot.http.Reply;
import io.netdepot.images.ImageFileName;
import io.netdepot.images.Images;
import io.netdepot.images.Registered;
import java.util.List;

/** {@code …/software/remoteserver/{versionId}}: the server an image comes from. */
final class ImageServers {
  private final Images images;

  ImageServers(Images images) {
    this.images = images;
  }

  /** At most one server; an image that comes from none has an empty list. */
  Reply get(Call call) {
    Image image = ImageCalls.find(images, call);
    return Reply.json(
        new Wire(
            image.origin() instanceof ImageOrigin.Server(var server)
                ? List.of(new One(server.value(), path(image)))
                : List.of()));
  }

  /** Lets the image come from another server, under the same file name. */
  Reply put(Call call) {
    Image image = ImageCalls.find(images, call);
    JsonNode one = call.body().path("remoteServers").path(0);
    String text = one.path("remoteServerId").asText();
    // The vendor's document has one spelling, an example of it the other.
    String relative =
        one.has("ImageRelativePath")
            ? one.path("ImageRelativePath").asText()
            : one.path("imageRelativePath").asText(path(image));
    if (!relative.equals(path(image)) && !relative.equals(image.fileName())) {
      throw ImageProblems.refused(
          "ImageRelativePath: must be "
              + path(image)
              + ", the image's name below the server's imageLocationPrefix; change the prefix of the"
              + " server, or add the other file as an image of its own");
    }
    ServerId server = ServerId.parse(text).orElseThrow(() -> ImageProblems.noSuchServer(text));
    Registered moved =
        images.register().moveToServer(image.id(), server, new ImageFileName(image.fileName()));
    if (moved instanceof Registered.Done) {
      return Reply.empty(200);
    }
    throw ImageProblems.of(moved, image.id(), text);
  }

  private static String path(Image image) {
    return "/" + image.fileName();
  }

  private record Wire(List<One> remoteServers) {}

  private record One(
      String remoteServerId, @JsonProperty("ImageRelativePath") String imageRelativePath) {}
}
