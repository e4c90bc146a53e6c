package io.netdepot.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Downloads by curl, which throws away what it gets. */
final class Curl {
  private Curl() {}

  /** Downloads a file of a known size over one connection; returns the seconds it took. */
  static double download(
      Workbench bench, URI address, String authorization, long size, Duration limit)
      throws IOException, InterruptedException {
    Path header =
        Files.writeString(bench.folder().resolve("header"), "Authorization: " + authorization);
    Path figures = bench.folder().resolve("curl");
    ProcessBuilder command =
        new ProcessBuilder(
                "curl",
                "--silent",
                "--show-error",
                "--fail",
                "--header",
                "@" + header,
                "--output",
                "/dev/null",
                "--write-out",
                "%{size_download} %{time_total}",
                address.toString())
            .redirectOutput(figures.toFile());
    Child.start(bench, "curl", command).awaitEnd(limit);
    String[] got = Files.readString(figures).split(" ", 2);
    if (Long.parseLong(got[0]) != size) {
      throw new IOException("Only " + got[0] + " of " + size + " bytes came");
    }
    return Double.parseDouble(got[1]);
  }
}
