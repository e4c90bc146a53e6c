package io.netdepot.vmanage;

import io.netdepot.http.ApiProblem;
import java.util.Arrays;
import java.util.Locale;

/**
 * What kind of image it is.
 *
 * <p>Source: vManage OpenAPI 20.16, the values of {@code imageType}; the document of this API has
 * the same.
 */
enum ImageType {
  SOFTWARE,
  CONTAINER,
  LXC,
  VIRTUALMACHINE,
  VIRTUALMACHINE_DISKIMG,
  VIRTUALMACHINE_SCAFFOLD,
  UTDSIGNATURE,
  UTDSIGNATUREIPS,
  UTDSIGNATURECUSTOM,
  UTDSIGNATUREOVERRIDE,
  WAAS,
  DOCKERTYPE,
  FIRMWARE,
  RUMREPORT,
  LICENSEFILE,
  ACKFILE,
  NA;

  /** The vendor's word. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The kind that a path names.
   *
   * @throws ApiProblem 404 when there is no such kind
   */
  static ImageType of(String word) {
    return Arrays.stream(values())
        .filter(type -> type.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                ApiProblem.of(
                    404,
                    "There is no such type of image; the types are in the API's document, software"
                        + " is the usual one"));
  }
}
