package io.netdepot.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Runs a program of the system to its end. */
final class Tool {
  private Tool() {}

  /** What the program printed; empty when it is not there or failed. */
  static Optional<String> output(String input, String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      try (OutputStream in = process.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      }
      try (InputStream out = process.getInputStream()) {
        String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? Optional.of(text.strip()) : Optional.empty();
      }
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * As {@link #output}, for a program that must succeed.
   *
   * @throws IOException when it did not
   */
  static void run(String... command) throws IOException, InterruptedException {
    if (output("", command).isEmpty()) {
      throw new IOException("Failed: " + List.of(command));
    }
  }
}
