package io.netdepot.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;

/** The answer of a server, after its redirects; its body is read as it comes. */
final class HttpAnswer implements AutoCloseable {
  private final SourceUri from;
  private final ClassicHttpResponse response;
  private final Runnable hangUp;

  /** {@code hangUp} breaks the connection, unless the body was read to its end. */
  HttpAnswer(SourceUri from, ClassicHttpResponse response, Runnable hangUp) {
    this.from = from;
    this.response = response;
    this.hangUp = hangUp;
  }

  /** Where it came from in the end. */
  SourceUri from() {
    return from;
  }

  int status() {
    return response.getCode();
  }

  /** A field that is there once; several of one name are as good as none. */
  Optional<String> header(String name) {
    Header[] all = response.getHeaders(name);
    return all.length == 1 ? Optional.ofNullable(all[0].getValue()) : Optional.empty();
  }

  /**
   * Holds the body to the request, which is for a file as it is.
   *
   * @throws SourceFailure when the server compressed it on the way all the same
   */
  void requireNotEncoded() throws SourceFailure {
    for (Header field : response.getHeaders("Content-Encoding")) {
      String coding = field.getValue() == null ? "" : field.getValue().strip();
      if (!coding.isEmpty() && !coding.equalsIgnoreCase("identity")) {
        throw new SourceFailure(
            SourceFailure.Reason.NOT_AN_IMAGE,
            from.host()
                + " sends the file with a Content-Encoding, although it was asked for the file as"
                + " it is; switch compression off for it on that server");
      }
    }
  }

  /** The length of the body, where it is said. */
  OptionalLong length() {
    HttpEntity entity = response.getEntity();
    return entity == null || entity.getContentLength() < 0
        ? OptionalLong.empty()
        : OptionalLong.of(entity.getContentLength());
  }

  /** The body. Reading fails when it ends before its length, or its last chunk. */
  InputStream body() throws IOException {
    HttpEntity entity = response.getEntity();
    return entity == null ? InputStream.nullInputStream() : entity.getContent();
  }

  Validators validators() {
    return new Validators(header("ETag"), header("Last-Modified"));
  }

  /** Hangs up, unless the body was read to its end. */
  @Override
  public void close() throws IOException {
    // Or closing would read the rest of the body first, gigabytes or a byte a second.
    hangUp.run();
    response.close();
  }
}
