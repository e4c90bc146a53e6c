package io.netdepot.ssh;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * What a terminal would show of what came, line by line, without colours and other control
 * sequences (ECMA-48), and with what was written over gone: a modal command line redraws its prompt
 * and wipes its pager's. Not thread-safe.
 */
final class TerminalText {
  private static final char ESCAPE = 0x1b;
  private static final char BELL = 0x07;
  private static final int LONGEST_LINE = 16 * 1024;

  private enum State {
    TEXT,
    /** After an escape. */
    ESCAPED,
    /** Within {@code ESC [ …}, up to its letter. */
    CONTROL,
    /** Within {@code ESC ] …}, up to a bell or another escape. */
    TITLE
  }

  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);

  // Mutable state
  private final StringBuilder lines = new StringBuilder();
  private final StringBuilder line = new StringBuilder();
  private final StringBuilder parameters = new StringBuilder();
  private ByteBuffer rest = ByteBuffer.allocate(0);
  private int cursor;
  private boolean complete;
  private State state = State.TEXT;

  /** Takes what came next. */
  void add(byte[] bytes, int offset, int length) {
    ByteBuffer in = ByteBuffer.allocate(rest.remaining() + length);
    in.put(rest).put(bytes, offset, length).flip();
    CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
    decoder.decode(in, out, false);
    rest = in;
    out.flip();
    while (out.hasRemaining()) {
      take(out.get());
    }
  }

  /** Forgets all that came, but not where in a control sequence it stopped. */
  void clear() {
    lines.setLength(0);
    line.setLength(0);
    cursor = 0;
    complete = false;
  }

  /** The lines that have ended, each with a line break behind it. */
  String lines() {
    return lines.toString();
  }

  /** Whether a line has ended. */
  boolean hasLine() {
    return complete;
  }

  /** The line that has not ended, such as a prompt. */
  String line() {
    return line.toString();
  }

  private void take(char c) {
    switch (state) {
      case TEXT -> text(c);
      case ESCAPED -> {
        state =
            switch (c) {
              case '[' -> State.CONTROL;
              case ']' -> State.TITLE;
              default -> State.TEXT;
            };
        parameters.setLength(0);
      }
      case CONTROL -> control(c);
      case TITLE -> {
        if (c == BELL) {
          state = State.TEXT;
        } else if (c == ESCAPE) {
          state = State.ESCAPED;
        }
      }
    }
  }

  private void text(char c) {
    switch (c) {
      case ESCAPE -> state = State.ESCAPED;
      case '\n' -> {
        lines.append(line.toString().stripTrailing()).append('\n');
        complete = true;
        line.setLength(0);
        cursor = 0;
      }
      case '\r' -> cursor = 0;
      case '\b' -> cursor = Math.max(0, cursor - 1);
      case '\t' -> put(c);
      default -> {
        if (c >= ' ' && c != 0x7f) {
          put(c);
        }
      }
    }
  }

  private void put(char c) {
    if (cursor >= LONGEST_LINE) {
      return;
    }
    if (cursor < line.length()) {
      line.setCharAt(cursor, c);
    } else {
      line.append(c);
    }
    cursor++;
  }

  private void control(char c) {
    if (c < '@' || c > '~') {
      if (parameters.length() < 16) {
        parameters.append(c);
      }
      return;
    }
    state = State.TEXT;
    switch (c) {
      case 'K' -> erase();
      case 'D' -> cursor = Math.max(0, cursor - count());
      case 'C' -> cursor = Math.min(line.length(), cursor + count());
      case 'G' -> cursor = Math.clamp(count() - 1, 0, line.length());
      default -> {
        // Colours, modes and places on a screen change no text.
      }
    }
  }

  private void erase() {
    switch (parameters.toString()) {
      case "", "0" -> line.setLength(cursor);
      case "2" -> {
        line.setLength(0);
        cursor = 0;
      }
      default -> {
        // Up to the cursor: what is written next is written over it.
      }
    }
  }

  private int count() {
    try {
      return Math.clamp(Integer.parseInt(parameters.toString()), 1, LONGEST_LINE);
    } catch (NumberFormatException e) {
      return 1;
    }
  }
}
