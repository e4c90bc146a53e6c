package io.netdepot.multipart;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Takes the parts of a form in the order they come: for each {@link #begin}, any number of {@link
 * #bytes}, and {@link #end} once it is whole. What it throws ends the reading.
 */
public interface PartSink {
  void begin(PartHead head) throws IOException;

  /**
   * The next bytes of the part, at least one.
   *
   * @param bytes valid until this returns; not to be written to
   */
  void bytes(ByteBuffer bytes) throws IOException;

  void end() throws IOException;
}
