package io.netdepot.vmanage;

import io.netdepot.http.Reply;
import java.nio.charset.StandardCharsets;

/**
 * Small pages. Clients take {@code <html>} in an answer for the sign that they are logged out; one
 * looks for it at the very beginning, so no document type comes before.
 */
final class HtmlPage {
  private HtmlPage() {}

  /**
   * A page with one sentence.
   *
   * @param sentence ours: nothing of a request is in it
   */
  static Reply of(int status, String sentence) {
    String page =
        "<html><head><title>Netdepot</title></head><body><p>" + sentence + "</p></body></html>\n";
    return Reply.of(status, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
  }
}
