package io.netdepot.notify;

import io.netdepot.config.NotifySettings;
import io.netdepot.files.ExposedFileException;
import io.netdepot.files.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The value of the header that a webhook knows us by: one line of a file of its own. It is read for
 * each post, as it may be changed while the service runs.
 */
public final class WebhookSecret {
  private static final String SETTING = " (notify.webhook-secret-file)";

  private final Optional<Path> file;

  public WebhookSecret(NotifySettings settings) {
    this.file = settings.webhookSecretFile();
  }

  /** What is wrong with the file, as a sentence; empty when nothing is, or no file is named. */
  public Optional<String> problem() {
    try {
      read();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * The value; empty when no file is named.
   *
   * @throws IOException with a sentence that names the file, and says nothing of what is in it
   */
  Optional<String> read() throws IOException {
    return file.isEmpty() ? Optional.empty() : Optional.of(read(file.get()));
  }

  private static String read(Path file) throws IOException {
    byte[] bytes;
    try {
      bytes =
          PrivateFile.readSecret(file)
              .orElseThrow(() -> new IOException("is not there; make it, or correct the setting"));
    } catch (ExposedFileException e) {
      throw new IOException("The file " + file + SETTING + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new IOException("The file " + file + SETTING + " " + e.getMessage(), e);
    }
    String value = new String(bytes, StandardCharsets.UTF_8).strip();
    if (!value.chars().allMatch(WebhookSecret::isOfAHeader)) {
      // Said here and not where the header is set: whoever refuses it there quotes it.
      throw new IOException(
          "The file "
              + file
              + SETTING
              + " has a line break or another character that no header can have; write the value in"
              + " one line of ASCII");
    }
    return value;
  }

  private static boolean isOfAHeader(int character) {
    return character == '\t' || (character >= ' ' && character <= '~');
  }
}
