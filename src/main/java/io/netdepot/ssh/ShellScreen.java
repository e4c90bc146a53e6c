package io.netdepot.ssh;

import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/**
 * What a modal command line has shown since the last line was sent to it, up to a limit over all of
 * a dialogue. Written by the thread that reads the connection, looked at by the one that waits.
 */
final class ShellScreen extends OutputStream {
  private static final Pattern PASSWORD =
      Pattern.compile("(?i).{0,200}\\b(?:password|passphrase|passcode)\\b.{0,40}:\\s*");
  private static final Pattern PAGER =
      Pattern.compile(
          "(?i)\\s*(?:-{2,}\\s*more\\s*-{2,}.{0,80}|lines \\d+-\\d+.{0,80}|\\(more\\).*)");
  private static final int LONGEST_PROMPT = 512;

  private final Pattern prompt;
  private final Runnable heard;
  private final ReentrantLock lock = new ReentrantLock();

  // Mutable state, guarded by the lock.
  private final TerminalText text = new TerminalText();
  private long left;
  private boolean answerOnly;
  private boolean pageTurned;

  /**
   * @param prompt matches the line that the switch waits behind
   * @param limit the most bytes that may come
   * @param heard run for whatever came
   */
  ShellScreen(Pattern prompt, long limit, Runnable heard) {
    this.prompt = prompt;
    this.left = limit;
    this.heard = heard;
  }

  /** What the last line says of whom it is that has to go on. */
  enum Waiting {
    /** The switch works, or something is still to come. */
    FOR_THE_SWITCH,
    AT_THE_PROMPT,
    FOR_A_PASSWORD,
    AT_THE_PAGER,
    /** More came than may. */
    NO_MORE
  }

  Waiting waiting() {
    lock.lock();
    try {
      if (left < 0) {
        return Waiting.NO_MORE;
      }
      String last = text.line();
      if (pageTurned || last.isEmpty() || last.length() > LONGEST_PROMPT) {
        return Waiting.FOR_THE_SWITCH;
      }
      // A command line draws its prompt anew before it echoes what was sent: the one that counts
      // stands below a line.
      if (prompt.matcher(last).matches() && (text.hasLine() || !answerOnly)) {
        return Waiting.AT_THE_PROMPT;
      }
      if (PASSWORD.matcher(last).matches()) {
        return Waiting.FOR_A_PASSWORD;
      }
      return PAGER.matcher(last).matches() ? Waiting.AT_THE_PAGER : Waiting.FOR_THE_SWITCH;
    } finally {
      lock.unlock();
    }
  }

  /** From here on comes the echo of a line and its answer. */
  void clear() {
    lock.lock();
    try {
      text.clear();
      answerOnly = true;
    } finally {
      lock.unlock();
    }
  }

  /** The pager is being answered: what it says stands there until more comes. */
  void turnPage() {
    lock.lock();
    try {
      pageTurned = true;
    } finally {
      lock.unlock();
    }
  }

  /** The answer to a line: all whole lines but the line's own echo. */
  String answer(String sent) {
    String lines = lines();
    int first = lines.indexOf('\n');
    return first >= 0 && lines.substring(0, first).strip().endsWith(sent.strip())
        ? lines.substring(first + 1)
        : lines;
  }

  String lines() {
    lock.lock();
    try {
      return text.lines();
    } finally {
      lock.unlock();
    }
  }

  /** The line that has not ended. */
  String line() {
    lock.lock();
    try {
      return text.line();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void write(int one) {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] from, int offset, int length) {
    lock.lock();
    try {
      left -= length;
      pageTurned = false;
      if (left >= 0) {
        text.add(from, offset, length);
      }
    } finally {
      lock.unlock();
    }
    heard.run();
  }
}
