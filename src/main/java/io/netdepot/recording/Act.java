package io.netdepot.recording;

import java.time.Duration;
import java.util.Optional;

/** One thing that a device does when it is asked something. */
public sealed interface Act {
  /**
   * Prints.
   *
   * @param error whether on standard error
   * @param text with its end of line, if it has one
   */
  record Print(boolean error, String text) implements Act {}

  /** Prints the bytes of a file. */
  record Send(String path) implements Act {}

  /** Takes its time. */
  record Wait(Duration time) implements Act {}

  /** Lays a file down. */
  record Create(RecordedFile file) implements Act {}

  /** Takes a file away. */
  record Delete(String path) implements Act {}

  /** Goes into another state. */
  record Become(String state) implements Act {}

  /** Takes the shell into another mode. */
  record Enter(String mode) implements Act {}

  /** Stops a long output until a key is typed. */
  record More(String text) implements Act {}

  /**
   * Sends a file to a server.
   *
   * @param url {@code sftp://user:password@host:port/folder/} or {@code scp://…}
   * @param orBecome the state when that fails
   */
  record Push(String path, String url, Optional<String> orBecome) implements Act {}

  /**
   * Fetches a file from a server, over HTTP.
   *
   * @param url {@code http://host:port/path}
   * @param orBecome the state when that fails
   */
  record Fetch(String path, String url, Optional<String> orBecome) implements Act {}

  /** The status of an HTTP answer. */
  record Status(int code) implements Act {}

  /** A header of an HTTP answer. */
  record Header(String name, String value) implements Act {}

  /** The last act of a scene; without one a command ends with 0, and the rest just goes on. */
  sealed interface End extends Act {}

  /** A command or a shell ends with a status. */
  record Exit(int status) implements End {}

  /** A command is ended by a signal. */
  record Signal(String name) implements End {}

  /** The channel is closed without a status. */
  record Close() implements End {}

  /** The device would not even begin. */
  record Refuse() implements End {}

  /** The connection breaks. */
  record Cut() implements End {}

  /** Nothing more comes, until the client leaves. */
  record Hang() implements End {}

  /** The device answers nothing any more on this connection, keep-alives included. */
  record Silent() implements End {}
}
