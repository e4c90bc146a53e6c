package io.netdepot.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A disk in memory that only one process sees, in a mount namespace of its own. Needs root, or a
 * system that lets anybody have a namespace.
 */
final class SmallDisk {
  private static final List<String> NAMESPACE = List.of("unshare", "--map-root-user", "--mount");
  private static final String ON_IT =
      "mount -t tmpfs -o size=\"$1\"m,mode=700 tmpfs \"$2\" && shift 2 && exec \"$@\"";

  private SmallDisk() {}

  /** Whether this machine has such disks. */
  static boolean canBeHad() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(NAMESPACE);
    command.add("true");
    return new ProcessBuilder(command).start().waitFor() == 0;
  }

  /** A command that sees one of so many MiB in place of a folder. */
  static List<String> at(Path folder, int mebibytes, List<String> command) {
    List<String> all = new ArrayList<>(NAMESPACE);
    all.addAll(List.of("sh", "-c", ON_IT, "sh", String.valueOf(mebibytes), folder.toString()));
    all.addAll(command);
    return all;
  }
}
