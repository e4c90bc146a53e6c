package io.netdepot.multipart;

/**
 * How much of a form is read that is not a file.
 *
 * @param parts the most parts
 * @param headerBytes the most bytes of the headers of one part
 * @param fieldBytes the most bytes of one part that is no file, and of what stands before the first
 *     part or after the last
 */
public record MultipartLimits(int parts, int headerBytes, long fieldBytes) {
  /** What no client of a form with one file comes near. */
  public static final MultipartLimits USUAL = new MultipartLimits(64, 8 << 10, 64 << 10);

  public MultipartLimits {
    if (parts < 1 || headerBytes < 1 || fieldBytes < 0) {
      throw new IllegalArgumentException("A form needs room for a part and its headers");
    }
  }
}
