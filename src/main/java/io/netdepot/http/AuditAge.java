package io.netdepot.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.netdepot.files.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** Finds and removes the old lines of a file of the audit, which are the first ones. */
final class AuditAge {
  private static final JsonMapper MAPPER = new JsonMapper();

  private AuditAge() {}

  /** How many bytes of whole lines at the beginning of a file are older. */
  static long bytesBefore(Path file, Instant time) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int begin = 0;
    while (begin < bytes.length) {
      int end = begin;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      Optional<Instant> at = timeOf(Arrays.copyOfRange(bytes, begin, end));
      // A line that nobody can read is as old as the one before it.
      if (at.isPresent() && !at.get().isBefore(time)) {
        break;
      }
      begin = Math.min(end + 1, bytes.length);
    }
    return begin;
  }

  private static Optional<Instant> timeOf(byte[] line) {
    try {
      return Optional.of(Instant.parse(MAPPER.readTree(line).path("at").asText()));
    } catch (JsonProcessingException | DateTimeException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new IllegalStateException("Bytes in memory can be read", e);
    }
  }

  /** Removes so many bytes from the beginning of a file; all of them, and the file goes. */
  static void cut(Path file, long older) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    if (older >= bytes.length) {
      PrivateFile.delete(file);
    } else {
      PrivateFile.write(file, Arrays.copyOfRange(bytes, (int) older, bytes.length));
    }
  }
}
