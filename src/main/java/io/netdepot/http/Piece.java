package io.netdepot.http;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** A part of what a download sends. */
public sealed interface Piece {
  /** In bytes. */
  long length();

  /**
   * Bytes that are made when their turn has come, the same ones each time; a few of them, as they
   * are held in memory.
   *
   * @param bytes makes exactly so many; called on an event loop, so it must not wait
   */
  record Made(long length, Supplier<byte[]> bytes) implements Piece {}

  /**
   * A whole file, which never changes.
   *
   * @param file absolute
   * @param length what the file must have when its turn has come, or the answer is broken off
   */
  record Whole(Path file, long length) implements Piece {}

  /**
   * A file that is asked for when its turn has come: what was found damaged meanwhile is not sent.
   *
   * @param file absolute; empty when it may not be sent; called on an event loop, so it must not
   *     wait
   * @param length what the file must have
   */
  record Asked(long length, Supplier<Optional<Path>> file) implements Piece {}
}
