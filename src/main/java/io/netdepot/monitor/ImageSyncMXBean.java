package io.netdepot.monitor;

import java.util.List;

/** JMX {@code io.netdepot:type=ImageSync}: how images come from remote repositories. */
@Described("Fetches of images from where they are kept elsewhere")
public interface ImageSyncMXBean {
  @Described("Syncs that run or wait for their place")
  int getRunning();

  @Described("Images and repositories whose last sync failed")
  int getFailing();

  @Described("Every image and repository that comes from elsewhere, newest first")
  List<SyncRow> getSyncs();

  @Described(
      "Sync one image, or one repository with all of its files, now; changed content is taken as"
          + " images.on-change says")
  String run(@Described("the id of the image or repository, a UUID") String imageId);

  @Described("Sync every remote image and repository now; gives how many were begun")
  int runAll();

  /**
   * An image or a repository.
   *
   * @param kind {@code image} or {@code repository}
   * @param state {@code idle}, {@code waiting} or {@code running}
   * @param expectedBytes -1 while it is not known
   * @param attemptedAt when the last attempt ended, RFC 3339, as the other times; empty when there
   *     was none
   * @param error a sentence; empty when the last attempt succeeded
   */
  record SyncRow(
      String imageId,
      String kind,
      String fileName,
      String state,
      long receivedBytes,
      long expectedBytes,
      long bytesPerSecond,
      String attemptedAt,
      String succeededAt,
      String nextDue,
      int failures,
      String error) {}
}
