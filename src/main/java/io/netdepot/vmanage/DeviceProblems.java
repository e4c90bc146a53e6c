package io.netdepot.vmanage;

import io.netdepot.http.ApiError;
import io.netdepot.http.ApiProblem;
import java.util.Map;

/**
 * What goes wrong with devices and actions on them, and its codes: an area and four digits, as the
 * vendor has them. The numbers are ours, since the vendor's are not documented.
 */
final class DeviceProblems {
  private static final int SHOWN = 80;

  private DeviceProblems() {}

  private static ApiProblem problem(int status, String code, String sentence) {
    return new ApiProblem(new ApiError(status, code, sentence, Map.of()));
  }

  static ApiProblem noSuchType(String word) {
    return problem(
        400,
        "DEVICE0001",
        "There is no type of device '" + shown(word) + "'; use vedge, controller or vmanage");
  }

  /** A request names a device that the file does not have. */
  static ApiProblem unknown(String sentence) {
    return problem(400, "DEVICE0002", sentence);
  }

  /** A request cannot be meant like that. */
  static ApiProblem refused(String sentence) {
    return problem(400, "DEVICE0003", sentence);
  }

  /** The body says something else than the path. */
  static ApiProblem otherAction(String path, String word) {
    return refused(
        "action: this path is for "
            + path
            + " and not for '"
            + shown(word)
            + "'; send "
            + path
            + ", or take the path of the other one");
  }

  /** Another operation works on the device. */
  static ApiProblem busy(String sentence) {
    return problem(400, "DEVICE0004", sentence);
  }

  static ApiProblem noSuchAction(String processId) {
    return problem(
        404,
        "DEVICE0005",
        "There is no action '" + shown(processId) + "', or it was forgotten as it is old");
  }

  private static String shown(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
