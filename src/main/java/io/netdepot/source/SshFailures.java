package io.netdepot.source;

import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.source.SourceFailure.Reason;
import java.util.List;
import java.util.Map;

/**
 * What a failure of the SSH client means here. The client was made for switches and words its
 * sentences for them, and for their settings; a repository is no switch.
 */
final class SshFailures {
  private static final List<Map.Entry<String, String>> WORDS =
      List.of(
          Map.entry("check the profile", "check the login of the remote server"),
          Map.entry("The switch", "The server"),
          Map.entry("the switch", "the server"),
          Map.entry("The package", "The file"),
          Map.entry("the package", "the file"),
          Map.entry("collect.max-package", "images.max-size"),
          Map.entry("collect.minimum-rate", "images.fetch-minimum-rate"),
          Map.entry("collect.stall", "images.fetch-stall"));

  private SshFailures() {}

  static SourceFailure of(SwitchFailure e) {
    String sentence = e.failure().details();
    for (Map.Entry<String, String> word : WORDS) {
      sentence = sentence.replace(word.getKey(), word.getValue());
    }
    return new SourceFailure(reason(e.failure().reason()), sentence, e);
  }

  private static Reason reason(FailureReason reason) {
    return switch (reason) {
      case UNREACHABLE, JUMP_HOST_UNREACHABLE -> Reason.UNREACHABLE;
      case AUTHENTICATION_FAILED, PROFILE_UNUSABLE, JUMP_HOST_REFUSED -> Reason.LOGIN_REFUSED;
      case HOST_KEY_CHANGED, HOST_KEY_UNKNOWN, JUMP_HOST_KEY -> Reason.HOST_KEY_REFUSED;
      case PACKAGE_UNREADABLE, NO_PACKAGE_NAMED -> Reason.NOT_FOUND;
      case CONNECTION_LOST, TRANSFER_INCOMPLETE, DIGEST_DIFFERS -> Reason.INCOMPLETE;
      case TIMED_OUT -> Reason.TOO_SLOW;
      case STALLED -> Reason.STALLED;
      case TOO_LARGE -> Reason.TOO_LARGE;
      case STORAGE_FULL -> Reason.STORAGE_FULL;
      case STORAGE_FAILED -> Reason.STORAGE_FAILED;
      case INTERRUPTED -> Reason.STOPPED;
      case COMMAND_FAILED, SWITCH_BUSY -> Reason.REFUSED;
      // Of the rest an SSH client that only fetches a file knows nothing.
      default -> Reason.INTERNAL_ERROR;
    };
  }
}
