package io.netdepot.own;

import io.netdepot.yaml.FileProblem;
import io.netdepot.yaml.FileRefusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why files of people are not used as they are now. */
record RefusalWire(String at, List<Problem> problems) {
  static RefusalWire of(FileRefusal refusal) {
    return new RefusalWire(
        refusal.at().toString(), refusal.problems().stream().map(Problem::of).toList());
  }

  record Problem(String file, @Nullable Integer line, String reason) {
    static Problem of(FileProblem problem) {
      return new Problem(problem.file(), problem.line().orElse(null), problem.reason());
    }
  }
}
