package io.netdepot.simulator;

import io.netdepot.recording.Act;
import io.netdepot.recording.Mode;
import io.netdepot.recording.Recording;
import io.netdepot.recording.Scene;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.sshd.server.Environment;

/**
 * The interactive shell of a recorded switch: shows prompts, echoes what is typed, and answers line
 * by line.
 */
final class RecordedShell extends RecordedChannel {
  private static final int LONGEST_LINE = 64 << 10;

  private final Recording recording;

  // Mutable state of the one thread that plays.
  private Mode mode;
  private boolean terminal;
  private boolean afterReturn;

  RecordedShell(RecordedSwitch device) {
    super(device);
    recording = device.recording();
    mode = recording.modes().getFirst();
  }

  @Override
  Act.End perform(Environment environment) throws IOException, InterruptedException {
    terminal = environment.getEnv().containsKey(Environment.ENV_TERM);
    Performance performance = new Performance(device(), this);
    Optional<Act.End> end =
        play(performance, new Stage.Question(Scene.Kind.GREETING, "", mode.name(), ""));
    while (end.isEmpty()) {
      write(device().stage().fill(mode.prompt()));
      String line;
      try {
        line = line();
      } catch (EOFException e) {
        return new Act.Exit(0);
      }
      end = play(performance, new Stage.Question(Scene.Kind.INPUT, line, mode.name(), ""));
    }
    return end.get();
  }

  private Optional<Act.End> play(Performance performance, Stage.Question question)
      throws IOException, InterruptedException {
    Optional<Scene> scene = device().stage().next(question);
    boolean typed = question.kind() == Scene.Kind.INPUT;
    // An empty line just shows the prompt again.
    boolean known =
        (question.words().isBlank() && scene.isEmpty()) || scene.flatMap(Scene::asked).isPresent();
    if (typed) {
      // What is typed into a silent mode is a password.
      String shown = mode.silent() ? "(not shown)" : question.words();
      device().ask(shown);
      if (!known) {
        device().notExpected(shown);
      }
    }
    if (scene.isPresent()) {
      return performance.play(scene.get());
    }
    if (typed && !known) {
      write("% Unrecognized command \"" + question.words() + "\".\n");
    }
    return Optional.empty();
  }

  @Override
  public void print(boolean error, byte[] bytes) throws IOException {
    String text = new String(bytes, StandardCharsets.UTF_8);
    // A terminal's line discipline sends a return before each new line.
    String shown = terminal ? text.replaceAll("(?<!\r)\n", "\r\n") : text;
    super.print(error && !terminal, shown.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void enter(String name) {
    mode =
        recording.modes().stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow();
  }

  @Override
  public void more(String text) throws IOException {
    write(text);
    if (in().read() < 0) {
      throw new EOFException("The client left while a page was shown");
    }
    // The pager wipes its own line.
    write("\r" + " ".repeat(text.length()) + "\r");
  }

  private String line() throws IOException {
    ByteArrayOutputStream typed = new ByteArrayOutputStream();
    while (typed.size() < LONGEST_LINE) {
      int next = in().read();
      if (next < 0) {
        throw new EOFException("The client left");
      }
      boolean secondOfPair = next == '\n' && afterReturn;
      afterReturn = next == '\r';
      if (secondOfPair) {
        continue;
      }
      if (next == '\r' || next == '\n') {
        write(terminal ? "\n" : "");
        return typed.toString(StandardCharsets.UTF_8);
      }
      typed.write(next);
      if (terminal && !mode.silent()) {
        super.print(false, new byte[] {(byte) next});
      }
    }
    throw new IOException("A line of more than " + LONGEST_LINE + " bytes was typed");
  }

  private void write(String text) throws IOException {
    print(false, text.getBytes(StandardCharsets.UTF_8));
  }
}
