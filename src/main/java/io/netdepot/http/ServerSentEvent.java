package io.netdepot.http;

/**
 * One event of a stream.
 *
 * @param id a client that comes back names it as the last one it saw
 * @param type without line breaks
 * @param data without line breaks, such as JSON
 */
public record ServerSentEvent(long id, String type, String data) {
  /** As it is written (WHATWG HTML, 9.2). */
  String text() {
    return "id: " + id + "\nevent: " + type + "\ndata: " + data + "\n\n";
  }
}
