package io.netdepot.images;

import io.netdepot.catalog.ImageDetails;
import java.util.List;
import java.util.Optional;

/** What shall be different in what an image is said to be; what is empty stays as it is. */
public record ImageChange(
    Optional<String> versionName,
    Optional<String> vendor,
    Optional<String> description,
    Optional<String> networkFunctionType,
    Optional<List<String>> tags) {

  /** Only another version. */
  public static ImageChange ofVersion(String versionName) {
    return new ImageChange(
        Optional.of(versionName),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  ImageDetails of(ImageDetails old) {
    return new ImageDetails(
        versionName.orElse(old.versionName()),
        old.platformFamily(),
        old.arch(),
        vendor.orElse(old.vendor()),
        description.orElse(old.description()),
        tags.orElse(old.tags()),
        old.imageType(),
        networkFunctionType.orElse(old.networkFunctionType()));
  }
}
