package io.netdepot.imagesync;

import io.netdepot.fleet.ImageId;

/**
 * What rides on an exchange of an image sync: one remote image or one repository. It holds no
 * login; that is looked up where the connection opens.
 *
 * @param fileName empty for a repository
 */
public record SyncTask(ImageId image, String fileName, boolean repository) {

  /** The name of the exchange property that holds the task. */
  public static final String PROPERTY = "imageSync";
}
