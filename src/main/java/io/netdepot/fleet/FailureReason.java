package io.netdepot.fleet;

import java.util.Locale;

/**
 * Why a switch's package was not collected, or its image not delivered: a small closed set,
 * documented in docs/operations.md.
 *
 * <p>The code is what clients see as {@code Error} of a switch in an operation's result.
 */
public enum FailureReason {
  /** No TCP connection, or it broke before the login was done. */
  UNREACHABLE(true),
  AUTHENTICATION_FAILED(false),
  /** The switch shows another host key than the one pinned at first sight. */
  HOST_KEY_CHANGED(false),
  /** Host keys are strict and none is known for the switch. */
  HOST_KEY_UNKNOWN(false),
  /** No way to the jump host, or the connection to it broke before the switch was reached. */
  JUMP_HOST_UNREACHABLE(true),
  /** The jump host refused its login, or to go on to the switch. */
  JUMP_HOST_REFUSED(false),
  /** The jump host shows another host key than the one set or pinned, or none is known. */
  JUMP_HOST_KEY(false),
  /** What the switch says tells no platform that there are steps for. */
  PLATFORM_UNKNOWN(false),
  /** The switch is not of the platform whose steps ran. */
  WRONG_PLATFORM(false),
  /** The REST API shows another certificate than the one pinned or remembered at first sight. */
  CERTIFICATE_CHANGED(false),
  /**
   * The certificate of the REST API is not of the authority, or unknown and host keys are strict.
   */
  CERTIFICATE_REFUSED(false),
  /** The profile was deleted, or its key file cannot be read. */
  PROFILE_UNUSABLE(false),
  /** A command ended with another exit status than the route accepts, or without one. */
  COMMAND_FAILED(false),
  /**
   * The switch makes a package for somebody else, and went on doing so for as long as we waited.
   */
  SWITCH_BUSY(false),
  /** The switch began to make a package and did not come to its end. */
  GENERATE_FAILED(false),
  /** The REST API does not accept a request: bad, not allowed, or nothing is there. */
  REQUEST_REFUSED(false),
  /** The REST API is not in working order, or a proxy before it answers in its place. */
  API_UNAVAILABLE(true),
  /** The REST API does not know the job any more that it had begun, as after a reboot. */
  JOB_LOST(true),
  /** A command printed more than the limit, or the REST API answered more. */
  OUTPUT_TOO_LONG(false),
  /** The switch named no package, or one whose name is not acceptable. */
  NO_PACKAGE_NAMED(false),
  /**
   * The switch named a package that is not there, or may not be read by any of the route's ways.
   */
  PACKAGE_UNREADABLE(false),
  /** The connection broke after the login. */
  CONNECTION_LOST(true),
  /** A limit in time was reached; the details name the phase. */
  TIMED_OUT(false),
  /** No byte, or too few bytes, came for too long while bytes should flow. */
  STALLED(false),
  /** Fewer or more bytes came than the switch had said. */
  TRANSFER_INCOMPLETE(true),
  /** Other bytes came than the switch had taken the digest of. */
  DIGEST_DIFFERS(true),
  /** The file is not a tar that gzip or xz compressed. */
  NOT_AN_ARCHIVE(false),
  /**
   * The archive is cut short or damaged, though all of its bytes came: it lies so on the switch.
   */
  ARCHIVE_DAMAGED(false),
  /** The package, its unpacked size or its number of entries is over a limit. */
  TOO_LARGE(false),
  /** No room left on our disk. */
  STORAGE_FULL(false),
  /** Our disk refused to write. */
  STORAGE_FAILED(false),
  /** The image is not here any more, or is another one now. */
  IMAGE_GONE(false),
  /** No route delivers images to switches of this platform. */
  DELIVERY_UNSUPPORTED(false),
  /** No room for the image on the switch. */
  SWITCH_FULL(false),
  /** The switch could not fetch the image from us, or would not. */
  IMAGE_NOT_FETCHED(false),
  /** The switch would not let us write the image. */
  IMAGE_NOT_WRITTEN(false),
  /** The image on the switch has another size than ours. */
  SIZE_DIFFERS(true),
  /** The switch would not install the image. */
  IMAGE_REFUSED(false),
  /** The switch installs, or boots: it is looked at again. Never how a task ends. */
  REBOOTING(false),
  /** The switch did not come back with the build in time. */
  REBOOT_TIMEOUT(false),
  /** The switch came back with another build than the image's. */
  WRONG_BUILD(false),
  /** No route does this to devices of this platform. */
  ACTION_UNSUPPORTED(false),
  /** The device does not have the version. */
  VERSION_MISSING(false),
  /** The device runs the version, or boots it next: it cannot be removed. */
  VERSION_IN_USE(false),
  /** The device was told, and has not done it. */
  ACTION_REFUSED(false),
  /** The service was stopped or killed in each of the tries. */
  INTERRUPTED(true),
  INTERNAL_ERROR(false);

  private final boolean retryHelps;

  FailureReason(boolean retryHelps) {
    this.retryHelps = retryHelps;
  }

  /** The code on the wire and in the catalog, such as {@code host-key-changed}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether another try may end better without anybody having done anything. */
  public boolean retryHelps() {
    return retryHelps;
  }

  /** Reads {@link #code()} back. */
  public static FailureReason of(String code) {
    for (FailureReason reason : values()) {
      if (reason.code().equals(code)) {
        return reason;
      }
    }
    throw new IllegalArgumentException("Unknown reason '" + code + "'");
  }
}
