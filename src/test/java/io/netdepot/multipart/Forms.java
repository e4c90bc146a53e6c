package io.netdepot.multipart;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Forms as text in ISO 8859-1, and the parts that were read of one. */
final class Forms {
  private Forms() {}

  /**
   * A part as it was read.
   *
   * @param content in ISO 8859-1
   * @param whole whether its end was seen
   */
  record Part(PartHead head, String content, boolean whole) {}

  /** Keeps everything that it is given. */
  static final class Kept implements PartSink {
    final List<Part> parts = new ArrayList<>();

    @Override
    public void begin(PartHead head) {
      parts.add(new Part(head, "", false));
    }

    @Override
    public void bytes(ByteBuffer bytes) {
      if (!bytes.hasRemaining()) {
        throw new AssertionError("No bytes are not worth a call");
      }
      Part last = parts.removeLast();
      String more = StandardCharsets.ISO_8859_1.decode(bytes).toString();
      parts.add(new Part(last.head(), last.content() + more, false));
    }

    @Override
    public void end() {
      Part last = parts.removeLast();
      parts.add(new Part(last.head(), last.content(), true));
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The text with line breaks as they are on the wire. */
  static String wire(String text) {
    return text.replace("\n", "\r\n");
  }

  static List<Part> read(String boundary, String body) throws IOException {
    return read(boundary, MultipartLimits.USUAL, body, List.of());
  }

  /** Reads a body whose boundary is known; it comes cut at these places. */
  static List<Part> read(String boundary, MultipartLimits limits, String body, List<Integer> cuts)
      throws IOException {
    Kept kept = new Kept();
    take(MultipartParser.of(new Boundary(boundary), limits, kept), body, cuts);
    return kept.parts;
  }

  /** Reads a body whose first line tells the boundary. */
  static List<Part> readFindingBoundary(String body, List<Integer> cuts) throws IOException {
    Kept kept = new Kept();
    take(MultipartParser.findingBoundary(MultipartLimits.USUAL, kept), body, cuts);
    return kept.parts;
  }

  private static void take(MultipartParser parser, String body, List<Integer> cuts)
      throws IOException {
    byte[] bytes = bytes(body);
    int at = 0;
    for (int cut : cuts.stream().sorted().toList()) {
      // Each piece in an array of its own, which is overwritten afterwards, as sockets' are.
      parser.take(shortLived(bytes, at, cut));
      at = cut;
    }
    parser.take(shortLived(bytes, at, bytes.length));
    parser.finish();
  }

  private static ByteBuffer shortLived(byte[] bytes, int from, int to) {
    return ByteBuffer.wrap(Arrays.copyOfRange(bytes, from, to));
  }
}
