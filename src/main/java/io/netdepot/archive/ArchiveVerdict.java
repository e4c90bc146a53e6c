package io.netdepot.archive;

/**
 * What a check of an archive found. The sentences are for people and hold no text of the archive.
 */
public sealed interface ArchiveVerdict {

  /**
   * Whole, to the last checksum.
   *
   * @param unpackedBytes the length of the tar in it, its padding included
   * @param entries files, directories and links
   */
  record Whole(long unpackedBytes, long entries) implements ArchiveVerdict {}

  /** Something else than a tar compressed with gzip. */
  record NotAnArchive(String why) implements ArchiveVerdict {}

  /** It begins as an archive, but is cut short or altered. */
  record Damaged(String why) implements ArchiveVerdict {}

  /** It holds more than is allowed; the rest was not looked at. */
  record OverLimit(String why) implements ArchiveVerdict {}
}
