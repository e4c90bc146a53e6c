package io.netdepot.vmanage;

import io.netdepot.http.Endpoint;
import io.netdepot.images.Images;
import java.time.InstantSource;
import java.util.Map;

/** Which method answers which documented operation on images and remote servers. */
final class ImageEndpoints {
  private ImageEndpoints() {}

  static Map<String, Endpoint> over(ImageShelf shelf, InstantSource clock) {
    Images images = shelf.images();
    ServerNames names = new ServerNames(shelf.servers());
    ImageCalls calls = new ImageCalls(images, names, shelf.links(), clock);
    ImageMetadata metadata = new ImageMetadata(images);
    ImageVersions versions = new ImageVersions(images, names);
    ImageServers imageServers = new ImageServers(images);
    RemoteServerCalls remote = new RemoteServerCalls(shelf.servers(), clock);
    return Map.ofEntries(
        Map.entry("findSoftwareImages", calls::list),
        Map.entry("findSoftwareImagesWithFilters", calls::listFiltered),
        Map.entry("createImageURL", calls::add),
        Map.entry("updateImageURL", calls::update),
        Map.entry("deleteImageURL", calls::delete),
        Map.entry("getUploadImagesCount", calls::count),
        Map.entry("getImageMetadata", metadata::get),
        Map.entry("editImageMetadata", metadata::put),
        Map.entry("findSoftwareVersion", versions::versions),
        Map.entry("findVEdgeSoftwareVersion", versions::edgeVersions),
        Map.entry("findZtpSoftwareVersion", versions::ztpVersions),
        Map.entry("getImageProperties", versions::properties),
        Map.entry("getImageRemoteServer", imageServers::get),
        Map.entry("editImageRemoteServer", imageServers::put),
        Map.entry("listRemoteServers", remote::list),
        Map.entry("createRemoteServer", remote::create),
        Map.entry("getRemoteServer", remote::get),
        Map.entry("updateRemoteServer", remote::update),
        Map.entry("deleteRemoteServer", remote::delete));
  }
}
