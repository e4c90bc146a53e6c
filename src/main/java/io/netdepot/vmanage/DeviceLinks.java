package io.netdepot.vmanage;

import io.netdepot.fleet.ImageId;
import io.netdepot.http.Call;
import java.net.URI;
import java.util.Optional;

/**
 * The addresses from which devices fetch images. A device has no login; the id of the image in the
 * path stands for it.
 *
 * @param publicUrl where devices reach us; when empty, as the client of the list does
 */
public record DeviceLinks(Optional<URI> publicUrl) {

  public DeviceLinks {
    publicUrl = publicUrl.map(DeviceLinks::withoutSlash);
  }

  private static URI withoutSlash(URI uri) {
    String text = uri.toString();
    return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : uri;
  }

  /** What every base begins with. */
  String root(Call call) {
    return publicUrl.orElseGet(call::base).toString();
  }

  /** The base to which a device, or who sends it, appends the file's name. */
  public String base(Call call, ImageId id) {
    return base(root(call), id);
  }

  /** The base, of what it begins with. */
  static String base(String root, ImageId id) {
    return root + "/software/package/" + id + "/";
  }
}
