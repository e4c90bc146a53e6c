package io.netdepot.monitor;

import io.netdepot.yaml.FileRefusal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What there is to say of a file that is followed while people edit it. Never a problem: when the
 * file is refused, what was at work before goes on.
 *
 * @param name what the file holds, such as {@code schedules}
 * @param entries how many of them are at work
 * @param lastGood whether they are those of an earlier run
 */
public record FollowedFile(
    String name, int entries, boolean lastGood, Optional<FileRefusal> refusal) {

  /** For the health. */
  public Finding finding() {
    Map<String, Object> details = new TreeMap<>();
    details.put(name, entries);
    details.put("refused", refusal.isPresent());
    details.put("lastGood", lastGood);
    return refusal.map(refused -> refused(refused, details)).orElseGet(() -> Finding.well(details));
  }

  private Finding refused(FileRefusal refused, Map<String, Object> details) {
    String text = refused.text();
    details.put("refusedAt", refused.at().toString());
    details.put("problem", text);
    return Finding.noted(
        "The file of " + name + " is refused, and those from before go on: " + text, details);
  }
}
