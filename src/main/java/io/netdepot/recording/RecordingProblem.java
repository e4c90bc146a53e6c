package io.netdepot.recording;

/**
 * Something wrong with a recording.
 *
 * @param line counted from 1
 */
public record RecordingProblem(String file, int line, String reason) {
  @Override
  public String toString() {
    return file + ":" + line + ": " + reason;
  }
}
