package io.netdepot.simulator;

import java.time.Duration;

/**
 * One way in which a simulated switch misbehaves. A switch may have several at once.
 *
 * <p>A wrong password is a switch with another password, and a refused connection an address
 * without a switch; neither needs a fault.
 */
public sealed interface Fault {

  /** When a switch falls silent. */
  enum Moment {
    /** The TCP connection is taken, and not even the greeting comes. */
    CONNECT,
    LOGIN,
    GENERATE,
    FETCH,
    DELETE
  }

  /** The fault, but only the first few times it would show. */
  record Limited(int times, Fault fault) implements Fault {}

  /** The connection is closed before the greeting. */
  record ClosesConnection() implements Fault {}

  /** The connection is reset (RST) before the greeting. */
  record ResetsConnection() implements Fault {}

  /** A password is judged only after a while. Key logins are not slowed. */
  record SlowLogin(Duration delay) implements Fault {}

  /**
   * Nothing comes any more, keep-alive answers included, and the TCP connection stays open: what a
   * vanished switch looks like.
   */
  record Silence(Moment at) implements Fault {}

  /** The connection breaks while the package is being generated. */
  record DropsDuringGenerate(Duration after) implements Fault {}

  /** Generate ends with exit status 1 and {@code Action failed with the following issue:}. */
  record GenerateFails(String issue) implements Fault {}

  /** Generate never ends; keep-alives are answered. */
  record GenerateHangs() implements Fault {}

  /** Generate prints without end. */
  record EndlessOutput() implements Fault {}

  /** Generate prints to standard error only. */
  record OutputOnStandardError() implements Fault {}

  /** Generate's channel is closed without an exit status. */
  record NoExitStatus() implements Fault {}

  /** Generate succeeds and does not say what it made. */
  record NamesNothing() implements Fault {}

  /** Generate names its package like this, and lists and serves it under this name. */
  record NamesPackage(String name) implements Fault {}

  /** The package that generate named is not there. */
  record PackageGone() implements Fault {}

  /** The listing shows no package. */
  record EmptyListing() implements Fault {}

  /** The JSON listing shows the pseudo entry {@code latest} only. */
  record OnlyLatestListed() implements Fault {}

  /** The JSON listing has numbers for keys, as builds of 2022 print it. */
  record NumberedListing() implements Fault {}

  /** SFTP may not open the package; {@code sudo -n cat} may. */
  record SftpDenied() implements Fault {}

  /** There is no SFTP subsystem. */
  record NoSftp() implements Fault {}

  /** {@code sudo} wants a password. */
  record SudoRefused() implements Fault {}

  /** The connection breaks after so many bytes of the package. */
  record CutAfter(long bytes) implements Fault {}

  /** So many bytes fewer come than {@code stat} promised. */
  record FewerBytes(long missing) implements Fault {}

  /** So many bytes more come than {@code stat} promised. */
  record MoreBytes(long extra) implements Fault {}

  /** The package comes at this rate; at least one byte per second. */
  record Trickle(int bytesPerSecond) implements Fault {}

  /** After so many bytes no more come; keep-alives are answered. */
  record StallsAfter(long bytes) implements Fault {}

  /** After so many bytes the switch falls silent, keep-alive answers included. */
  record SilentAfter(long bytes) implements Fault {}

  /** The archive was cut short on the switch: sizes agree, its content ends early. */
  record ArchiveCutShort() implements Fault {}

  /** The file named like a package is a web page. */
  record NotAnArchive() implements Fault {}

  /** The archive is small and unpacks to this many bytes. */
  record UnpacksTo(long bytes) implements Fault {}

  /** The connection breaks when a package is to be deleted; the package stays. */
  record DiesDeleting() implements Fault {}

  /** There is no room for an image: {@code df} says so, and a fetch fails. */
  record DiskFull() implements Fault {}

  /** The switch cannot reach the address that it is to fetch an image from. */
  record ImageFetchFails() implements Fault {}

  /** Fetching an image never ends. */
  record ImageFetchHangs() implements Fault {}

  /** Nothing is read of an image that is put there, until the connection ends. */
  record PutHangs() implements Fault {}

  /** Installing never ends, and nothing is installed. */
  record InstallHangs() implements Fault {}

  /** The switch reboots once it has so many bytes of an image that is put there. */
  record CutsPut(long after) implements Fault {}

  /** An image arrives so many bytes short, and the switch says that all went well. */
  record ImageCutShort(long missing) implements Fault {}

  /** An image arrives with its size and other bytes in it. */
  record ImageSpoilt() implements Fault {}

  /** {@code sha256sum} never ends. */
  record HashHangs() implements Fault {}

  /** There is no {@code sha256sum}. */
  record NoHashCommand() implements Fault {}

  /** Installing says {@code Image install aborted by user}, and that it succeeded. */
  record InstallAborted() implements Fault {}

  /** Installing reports an error and boots into the image all the same. */
  record InstallReportsError() implements Fault {}

  /** After the reboot the switch runs what it ran before. */
  record BootsOtherBuild() implements Fault {}

  /** Installing succeeds, and nothing more happens. */
  record NeverReboots() implements Fault {}

  /** What the switch is to boot next cannot be set. */
  record BootNextFails() implements Fault {}

  /** The list of image files is empty, whatever lies there. */
  record ImagesUnlisted() implements Fault {}

  /** Delete ends with exit status 1; the package stays. */
  record DeleteFails() implements Fault {}
}
