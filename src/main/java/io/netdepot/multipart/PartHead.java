package io.netdepot.multipart;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a form says about one of its parts.
 *
 * @param name of the field; empty when the part has none
 * @param fileName what the client calls the file, in any characters: data, never a path; empty when
 *     the part is no file
 * @param headers every header by its name in lower case, each with its values in order
 */
public record PartHead(String name, Optional<String> fileName, Map<String, List<String>> headers) {
  // What changes the bytes on their way would have to be undone; no client of files does it
  // (RFC 7578, section 4.7).
  private static final Set<String> AS_THEY_ARE = Set.of("binary", "8bit", "7bit");

  public PartHead {
    headers = Map.copyOf(headers);
  }

  /** The values of a header, whose name is given in lower case. */
  public List<String> header(String name) {
    return headers.getOrDefault(name, List.of());
  }

  /** Whether the part is a file. A browser sends an empty name for a file that was not chosen. */
  public boolean isFile() {
    return fileName.isPresent();
  }

  /** Reads the lines of a head, without the empty one that ends it. */
  static PartHead parse(ByteBuffer bytes) throws MultipartProblem {
    Map<String, List<String>> headers = headers(text(bytes));
    List<String> dispositions = headers.getOrDefault("content-disposition", List.of());
    if (dispositions.size() > 1) {
      throw new MultipartProblem("A part of the form has more than one Content-Disposition");
    }
    for (String encoding : headers.getOrDefault("content-transfer-encoding", List.of())) {
      if (!AS_THEY_ARE.contains(encoding.toLowerCase(Locale.ROOT))) {
        throw new MultipartProblem(
            "A part of the form has the Content-Transfer-Encoding '"
                + encoding
                + "'; send its bytes as they are");
      }
    }
    HeaderParameters parameters =
        HeaderParameters.parse(dispositions.isEmpty() ? "" : dispositions.getFirst());
    return new PartHead(
        parameters.get("name").orElse(""),
        parameters
            .get("filename")
            .or(() -> parameters.extended("filename"))
            .filter(n -> !n.isEmpty()),
        headers);
  }

  private static String text(ByteBuffer bytes) throws MultipartProblem {
    try {
      // RFC 7578, section 5.1: names are in UTF-8.
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new MultipartProblem("The headers of a part of the form are not valid UTF-8");
    }
  }

  private static Map<String, List<String>> headers(String text) throws MultipartProblem {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String line : unfolded(text)) {
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw new MultipartProblem("The line '" + line + "' of a part of the form is no header");
      }
      headers
          .computeIfAbsent(
              line.substring(0, colon).strip().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    headers.replaceAll((name, values) -> List.copyOf(values));
    return headers;
  }

  // A line that begins with a space goes on with the one before (RFC 5322, section 2.2.3).
  private static List<String> unfolded(String text) {
    List<String> lines = new ArrayList<>();
    for (String line : text.split("\r\n", -1)) {
      if (line.isEmpty()) {
        continue;
      }
      boolean goesOn = line.charAt(0) == ' ' || line.charAt(0) == '\t';
      if (goesOn && !lines.isEmpty()) {
        lines.set(lines.size() - 1, lines.getLast() + line);
      } else {
        lines.add(line);
      }
    }
    return lines;
  }
}
