package io.netdepot.capture;

import io.netdepot.recording.Recording;
import java.util.List;

/**
 * What came of recording a device.
 *
 * @param recording with everything masked
 * @param masked how much of what was masked, a line for each kind
 * @param left the paths of files that generating left on the device
 */
public record Done(Recording recording, List<String> masked, List<String> left) {
  public Done {
    masked = List.copyOf(masked);
    left = List.copyOf(left);
  }
}
