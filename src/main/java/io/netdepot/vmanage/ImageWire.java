package io.netdepot.vmanage;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.netdepot.catalog.Image;
import io.netdepot.catalog.ImageDetails;
import io.netdepot.catalog.ImageOrigin;
import io.netdepot.catalog.RemoteServer;
import io.netdepot.fleet.ImageId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An image as the lists write it. One field of a wrong type makes clients drop the whole list, so
 * types are the vendor's even where they are odd: maps are texts, and lists of file names too.
 */
record ImageWire(
    String versionId,
    String versionName,
    String versionType,
    String versionTypeName,
    String versionURL,
    String availableFiles,
    String imageType,
    String networkFunctionType,
    List<String> platformFamily,
    String arch,
    String vendor,
    String cwVersion,
    String controllerVersionName,
    String smuCompatibleVersion,
    List<String> availableSmuVersions,
    String fileNameMap,
    String versionIdMap,
    String checksumMap,
    String imagePropertiesJson,
    String vnfPropertiesJson,
    String systemPropertiesXml,
    @Nullable String remoteServerId,
    long updatedOn,
    @JsonProperty("@rid") long rid) {

  static final List<Envelope.Field> FIELDS =
      List.of(
          Envelope.Field.string("versionName"),
          Envelope.Field.string("availableFiles"),
          Envelope.Field.string("versionType"),
          Envelope.Field.string("versionURL"),
          new Envelope.Field("platformFamily", "array"),
          new Envelope.Field("updatedOn", "date"));

  // The train of an IOS XE version, without its build: 17.09.01 of 17.09.01.0.155356.
  private static final Pattern TRAIN = Pattern.compile("(\\d+\\.\\d+\\.\\d+\\w*)(?:\\..*)?");

  /** Writes images: where devices fetch them, and the servers that some come from. */
  record Writer(Function<ImageId, String> links, Function<Image, Optional<RemoteServer>> servers) {
    ImageWire write(Image image) {
      ImageDetails details = image.details();
      Optional<RemoteServer> server = servers.apply(image);
      String id = image.id().value();
      String file = image.fileName();
      return new ImageWire(
          id,
          details.versionName(),
          versionType(image, server),
          "software",
          url(image, server),
          file,
          details.imageType(),
          details.networkFunctionType(),
          details.platformFamily(),
          details.arch(),
          details.vendor(),
          train(details.versionName()),
          "",
          "",
          List.of(),
          JavaMap.of(id, file),
          JavaMap.of(file, Optional.of(id).filter(known -> !file.isEmpty())),
          JavaMap.of(file, image.content().map(content -> content.digest().hex())),
          "",
          "",
          "",
          server.map(known -> known.id().value()).orElse(null),
          image.updatedAt().toEpochMilli(),
          image.rid());
    }

    private String url(Image image, Optional<RemoteServer> server) {
      if (image.content().isPresent()) {
        return links.apply(image.id());
      }
      return switch (image.origin()) {
        case ImageOrigin.Url(var url) -> url;
        case ImageOrigin.Repository(var url) -> url;
        case ImageOrigin.Found(var source, var url) -> url;
        case ImageOrigin.Server(var id) -> server.map(RemoteServerWire::base).orElse("");
        case ImageOrigin.Uploaded() -> links.apply(image.id());
      };
    }
  }

  /**
   * Where the bytes are: here, elsewhere, or on a server, whose name clients look for. The images
   * of a server keep it also when they are here.
   */
  static String versionType(Image image, Optional<RemoteServer> server) {
    if (image.origin() instanceof ImageOrigin.Server) {
      return server.map(RemoteServer::name).orElse("remote");
    }
    return image.content().isPresent() ? "vmanage" : "remote";
  }

  private static String train(String version) {
    Matcher train = TRAIN.matcher(version);
    return train.matches() ? train.group(1) : "";
  }
}
