package io.netdepot.catalog;

import java.util.List;

/**
 * What an image is said to be. Every text may be empty, save the version.
 *
 * @param versionName such as {@code 20.6.3}
 * @param platformFamily devices it is for, such as {@code vedge-x86}
 * @param arch such as {@code x86_64}
 * @param imageType such as {@code software}, one of vManage's words
 * @param networkFunctionType such as {@code ROUTER}
 */
public record ImageDetails(
    String versionName,
    List<String> platformFamily,
    String arch,
    String vendor,
    String description,
    List<String> tags,
    String imageType,
    String networkFunctionType) {
  public ImageDetails {
    platformFamily = List.copyOf(platformFamily);
    tags = List.copyOf(tags);
  }
}
