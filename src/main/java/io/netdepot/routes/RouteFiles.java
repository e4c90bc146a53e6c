package io.netdepot.routes;

import io.netdepot.store.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;

/**
 * The text of a set of route files, read at one moment, so that what is checked is what is loaded.
 *
 * @param files in the order of their names
 */
record RouteFiles(List<RouteFile> files) {

  /**
   * One file. {@code name} is relative to the routes' directory, such as {@code
   * platforms/nvos.camel.yaml}.
   */
  record RouteFile(String name, String text) {
    Resource resource() {
      return ResourceHelper.fromString(name, text);
    }

    Sha256 digest() {
      return sha256(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  RouteFiles {
    files = List.copyOf(files);
  }

  /** Reads every {@code *.camel.yaml} below a directory; other files are left alone. */
  static RouteFiles read(Path directory) throws IOException {
    return new RouteFolder(directory).read();
  }

  /** A digest over the names and the texts: equal for equal sets only. */
  Sha256 digest() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (RouteFile file : files) {
      for (String part : List.of(file.name(), file.text())) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        all.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        all.writeBytes(bytes);
      }
    }
    return sha256(all.toByteArray());
  }

  private static Sha256 sha256(byte[] bytes) {
    try {
      return Sha256.of(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
