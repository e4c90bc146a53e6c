package io.netdepot.vmanage;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.netdepot.catalog.Image;
import io.netdepot.catalog.ImageDetails;
import io.netdepot.catalog.ImageOrigin;
import io.netdepot.catalog.RemoteServer;
import io.netdepot.http.Call;
import io.netdepot.http.Reply;
import io.netdepot.images.Images;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which versions there are, for whom, and what is in an image. */
final class ImageVersions {
  // Source: vManage OpenAPI 20.16, the example of findZtpSoftwareVersion: families are listed also
  // when there is no image for them.
  private static final List<String> ZTP_FAMILIES =
      List.of(
          "ir1101",
          "vedge-mips",
          "vedge-x86",
          "c8000aes",
          "c8000aep",
          "isr4200",
          "isr4400",
          "Teleworker",
          "asr1000",
          "asr1001x",
          "c1100");

  private final Images images;
  private final ServerNames servers;

  ImageVersions(Images images, ServerNames servers) {
    this.images = images;
    this.servers = servers;
  }

  private List<Image> files() {
    return images.list().stream()
        .filter(image -> !(image.origin() instanceof ImageOrigin.Repository))
        .toList();
  }

  /** Each version once. */
  Reply versions(Call call) {
    return data(
        files().stream()
            .map(image -> image.details().versionName())
            .distinct()
            .map(Version::new)
            .toList());
  }

  /** The versions for edge devices, with the image of each. */
  Reply edgeVersions(Call call) {
    return data(
        files().stream()
            .filter(image -> !image.details().platformFamily().contains("vmanage"))
            .map(image -> new EdgeVersion(image.id().value(), image.details().versionName()))
            .toList());
  }

  /** The images of each family. */
  Reply ztpVersions(Call call) {
    Map<String, List<ZtpVersion>> byFamily = new LinkedHashMap<>();
    ZTP_FAMILIES.forEach(family -> byFamily.put(family, new ArrayList<>()));
    ServerNames.Snapshot known = servers.snapshot();
    for (Image image : files()) {
      for (String family : image.details().platformFamily()) {
        byFamily
            .computeIfAbsent(family, added -> new ArrayList<>())
            .add(ZtpVersion.of(image, known.of(image)));
      }
    }
    return data(
        byFamily.entrySet().stream()
            .map(family -> new ZtpFamily(family.getKey(), family.getValue()))
            .toList());
  }

  Reply properties(Call call) {
    return data(
        List.of(new Properties(new ImageProperties(Known.of(ImageCalls.find(images, call))))));
  }

  private static Reply data(List<?> data) {
    return Reply.json(new Data(data));
  }

  private record Data(List<?> data) {}

  private record Version(String version) {}

  private record EdgeVersion(String versionId, String version) {}

  private record ZtpFamily(String platformFamily, List<ZtpVersion> versions) {}

  /** Port and VPN are texts here, and only here. */
  private record ZtpVersion(
      String name,
      String versionId,
      String versionName,
      String versionType,
      @Nullable String remoteServerId,
      @Nullable String remoteServerName,
      @Nullable String remoteServerUrl,
      @Nullable String remoteServerProtocol,
      @Nullable String remoteServerPort,
      @Nullable String remoteServerVPN,
      @Nullable String imageLocationPrefix) {
    static ZtpVersion of(Image image, Optional<RemoteServer> server) {
      Optional<RemoteServerWire> wire = server.map(RemoteServerWire::of);
      return new ZtpVersion(
          image.fileName(),
          image.id().value(),
          image.details().versionName(),
          ImageWire.versionType(image, server),
          wire.map(RemoteServerWire::remoteServerId).orElse(null),
          wire.map(RemoteServerWire::remoteServerName).orElse(null),
          wire.map(RemoteServerWire::remoteServerUrl).orElse(null),
          wire.map(RemoteServerWire::remoteServerProtocol).orElse(null),
          wire.map(one -> Integer.toString(one.remoteServerPort())).orElse(null),
          wire.map(one -> Integer.toString(one.remoteServerVPN())).orElse(null),
          wire.map(RemoteServerWire::imageLocationPrefix).orElse(null));
    }
  }

  private record Properties(ImageProperties imagePropertiesJson) {}

  private record ImageProperties(@JsonProperty("image_properties") Known properties) {}

  private record Known(
      String name,
      String version,
      String imageType,
      String arch,
      String applicationVendor,
      String applicationDescription,
      String applicationMaxInstances,
      @JsonProperty("vnf_type") String vnfType) {
    static Known of(Image image) {
      ImageDetails details = image.details();
      return new Known(
          image.fileName(),
          details.versionName(),
          details.imageType(),
          details.arch(),
          details.vendor(),
          details.description(),
          "",
          details.networkFunctionType());
    }
  }
}
