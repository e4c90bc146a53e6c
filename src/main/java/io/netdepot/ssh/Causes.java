package io.netdepot.ssh;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/** Says in a few words what a network exception means. */
final class Causes {
  private static final int LONGEST = 200;

  private Causes() {}

  static String text(@Nullable Throwable thrown) {
    if (thrown == null) {
      return "the connection was closed";
    }
    for (Throwable e = thrown; e != null; e = e.getCause()) {
      if (e instanceof NoRouteToHostException) {
        return "there is no route to it";
      }
      if (e instanceof ConnectException && e.getMessage() != null) {
        return e.getMessage();
      }
      if (e instanceof ClosedChannelException || e instanceof EOFException) {
        return "the connection was closed";
      }
    }
    String message = thrown.getMessage();
    String text =
        message == null || message.isBlank() ? thrown.getClass().getSimpleName() : message;
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }
}
