package io.netdepot.peer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of ours and those that it started: here, a server and its connections. */
final class ProcessTree {
  private final Process root;

  ProcessTree(Process root) {
    this.root = root;
  }

  /** Sends a signal, such as {@code STOP}, to the processes below the root. */
  void signalChildren(String signal) throws IOException, InterruptedException {
    signal(signal, root.descendants().toList());
  }

  /** Kills the root and all below it, stopped ones too, and waits for the root's end. */
  void kill() throws InterruptedException {
    List<ProcessHandle> all = new ArrayList<>(root.descendants().toList());
    all.add(root.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    root.waitFor(10, TimeUnit.SECONDS);
  }

  private static void signal(String signal, List<ProcessHandle> processes)
      throws IOException, InterruptedException {
    if (processes.isEmpty()) {
      return;
    }
    List<String> command =
        new ArrayList<>(List.of("/bin/sh", "-c", "kill -" + signal + " \"$@\"", "sh"));
    processes.forEach(process -> command.add(String.valueOf(process.pid())));
    // One of them may have ended meanwhile, so the status says nothing.
    new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
