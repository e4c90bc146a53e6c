package io.netdepot.vmanage;

import io.netdepot.catalog.Image;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.ImageId;
import io.netdepot.fleet.ServerId;
import io.netdepot.http.ApiError;
import io.netdepot.http.ApiProblem;
import io.netdepot.images.Registered;
import java.util.Map;

/**
 * What goes wrong with images and remote servers, and its codes: an area and four digits, as the
 * vendor has them. The numbers are ours, since the vendor's are not documented.
 */
final class ImageProblems {
  private ImageProblems() {}

  private static ApiProblem problem(int status, String code, String sentence) {
    return new ApiProblem(new ApiError(status, code, sentence, Map.of()));
  }

  /** No image has this id. */
  static ApiProblem unknown(String id) {
    return problem(
        404, "IMAGE0001", "No image has the versionId '" + shown(id) + "'; list the images first");
  }

  /** An image has this file name, and other content. */
  static ApiProblem exists(Image other) {
    return problem(
        400,
        "IMAGE0002",
        "The image "
            + other.fileName()
            + " already exists with other content or from elsewhere, versionId "
            + other.id()
            + "; delete it first");
  }

  /** There is no room on the disk. */
  static ApiError noRoom(String sentence) {
    return new ApiError(400, "IMAGE0003", sentence, Map.of());
  }

  /** The file name, the address or another value cannot be an image's. */
  static ApiProblem refused(String sentence) {
    return problem(400, "IMAGE0004", sentence);
  }

  /** An operation that has not ended puts the image onto switches. */
  static ApiProblem delivered(Image image, EntityId by) {
    return problem(
        409,
        "IMAGE0005",
        "The image "
            + image.fileName()
            + " is being put onto switches by the operation "
            + by
            + "; wait for its end or cancel it");
  }

  /**
   * The name of a version, unless it is what clients take for an unknown one.
   *
   * <p>Source: the vendor's SDK, which does not use an image whose version is "--".
   */
  static String knownVersion(String name) {
    if (name.strip().equals("--")) {
      throw refused(
          "versionName: '--' means that the version is unknown, and clients do not use such an"
              + " image; send its version");
    }
    return name;
  }

  /** A request names a server that is not registered. */
  static ApiProblem noSuchServer(String id) {
    return problem(
        400, "REMOTE0001", "No remote server has the id '" + shown(id) + "'; register it first");
  }

  /** A path names a server that is not registered. */
  static ApiProblem unknownServer(String id) {
    return problem(
        404,
        "REMOTE0001",
        "No remote server has the id '" + shown(id) + "'; list the remote servers first");
  }

  static ApiProblem serverNameTaken(String name) {
    return problem(
        400, "REMOTE0002", "remoteServerName: another remote server is called '" + name + "'");
  }

  static ApiProblem serverInUse(ServerId id) {
    return problem(
        400, "REMOTE0003", "Images come from the remote server " + id + "; delete them first");
  }

  /** Turns the refusal of a registration into a problem. */
  static ApiProblem of(Registered refused, ImageId image, String server) {
    return switch (refused) {
      case Registered.NameTaken(var other) -> exists(other);
      case Registered.Refused(var sentence) -> refused(sentence);
      case Registered.OriginGone gone -> noSuchServer(server);
      case Registered.NotFound none -> unknown(image.value());
      case Registered.Unwanted unwanted ->
          refused("The file was deleted here and is not fetched again");
      case Registered.Done(var done) -> throw new IllegalStateException("Nothing was refused");
      case Registered.Same(var same) -> throw new IllegalStateException("Nothing was refused");
    };
  }

  private static String shown(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}
