package io.netdepot.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** An Ed25519 key, made for one benchmark, by which both sides of a comparison log in. */
record SshKey(Path file) {
  static SshKey make(Workbench bench) throws IOException, InterruptedException {
    Path file = bench.folder().resolve("id_ed25519");
    Child.start(
            bench,
            "ssh-keygen",
            new ProcessBuilder(
                "ssh-keygen", "-q", "-N", "", "-t", "ed25519", "-f", file.toString()))
        .awaitEnd(Duration.ofSeconds(20));
    return new SshKey(file);
  }

  Path publicHalf() {
    return Path.of(file + ".pub");
  }
}
