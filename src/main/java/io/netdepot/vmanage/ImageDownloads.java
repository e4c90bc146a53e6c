package io.netdepot.vmanage;

import io.netdepot.catalog.Image;
import io.netdepot.catalog.ImageContent;
import io.netdepot.config.Network;
import io.netdepot.fleet.ImageId;
import io.netdepot.http.ApiError;
import io.netdepot.http.ApiProblem;
import io.netdepot.http.Call;
import io.netdepot.http.DownloadSource;
import io.netdepot.http.Downloadable;
import io.netdepot.images.Images;
import io.netdepot.images.OutgoingImages;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which image a download asks for: by its file name for who has logged in, by its link for devices,
 * and by its file name for the devices of networks that may.
 */
final class ImageDownloads {
  private final Images images;
  private final List<Network> allowedByName;
  private final Function<Image, ApiError> notHere;
  private final DeviceFetches fetches;
  private final OutgoingImages outgoing;

  /**
   * Downloads of images.
   *
   * @param allowedByName whose devices need no link
   * @param notHere what is answered for an image that is known and is not here yet
   */
  ImageDownloads(
      Images images,
      List<Network> allowedByName,
      Function<Image, ApiError> notHere,
      DeviceFetches fetches,
      OutgoingImages outgoing) {
    this.images = images;
    this.allowedByName = List.copyOf(allowedByName);
    this.notHere = notHere;
    this.fetches = fetches;
    this.outgoing = outgoing;
  }

  /** By file name. */
  DownloadSource byName() {
    return new Source() {
      @Override
      Optional<Image> ask(Call call) {
        return images.findByFileName(call.path("fileName"));
      }

      @Override
      Optional<Image> remember(Call call) {
        return images.knownByFileName(call.path("fileName"));
      }
    };
  }

  /** By the id of the image, which only its link tells, and the file name. */
  DownloadSource byLink() {
    return new Source() {
      @Override
      Optional<Image> ask(Call call) {
        return id(call).flatMap(images::find).filter(image -> isNamed(image, call));
      }

      @Override
      Optional<Image> remember(Call call) {
        return id(call).flatMap(images::known).filter(image -> isNamed(image, call));
      }
    };
  }

  /** By file name, for the networks that may. */
  DownloadSource byNameForDevices() {
    return new Source() {
      @Override
      Optional<Image> ask(Call call) {
        if (!mayAskByName(call)) {
          // The same whether there is such an image or not.
          throw ApiProblem.of(
              403,
              "Without a login an image is fetched by its link, versionURL and file name of the"
                  + " image list; device-http.allow-by-name names networks that need none");
        }
        return images.findByFileName(call.path("fileName"));
      }

      @Override
      Optional<Image> remember(Call call) {
        return mayAskByName(call)
            ? images.knownByFileName(call.path("fileName"))
            : Optional.empty();
      }
    };
  }

  private static Optional<ImageId> id(Call call) {
    return ImageId.parse(call.path("versionId"));
  }

  private static boolean isNamed(Image image, Call call) {
    return image.fileName().equals(call.path("fileName"));
  }

  private boolean mayAskByName(Call call) {
    if (allowedByName.isEmpty()) {
      return false;
    }
    try {
      // A literal, so no name is looked up.
      InetAddress from = InetAddress.getByName(call.head().from());
      return allowedByName.stream().anyMatch(network -> network.contains(from));
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** From a way to find an image to the file that is sent. */
  private abstract class Source implements DownloadSource {
    /** The image, asking the catalog. */
    abstract Optional<Image> ask(Call call);

    /** The image, if it was asked for lately. */
    abstract Optional<Image> remember(Call call);

    @Override
    public Downloadable find(Call call) {
      Image image =
          ask(call)
              .orElseThrow(
                  () ->
                      ApiProblem.of(
                          404, "There is no such image; the image list has the names and links"));
      ImageContent content =
          image.content().orElseThrow(() -> new ApiProblem(notHere.apply(image)));
      Path file = images.fileOf(image).orElseThrow(() -> damaged(image));
      return begin(call, image, content, file);
    }

    @Override
    public Optional<Downloadable> known(Call call) {
      return remember(call)
          .flatMap(
              image ->
                  image
                      .content()
                      .flatMap(
                          content ->
                              images.fileOf(image).map(file -> begin(call, image, content, file))));
    }

    private Downloadable begin(Call call, Image image, ImageContent content, Path file) {
      fetches.begin(call, image);
      Downloadable whole =
          new Downloadable(
              file, content.size(), content.digest(), image.fileName(), content.storedAt());
      return outgoing.begin(image, call.head().from()).map(whole::watchedBy).orElse(whole);
    }
  }

  private static ApiProblem damaged(Image image) {
    return new ApiProblem(
        ApiError.damaged(
            "The stored file of the image "
                + image.fileName()
                + " is missing; delete the image and upload it again"));
  }
}
