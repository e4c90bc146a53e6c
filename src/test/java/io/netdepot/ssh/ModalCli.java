package io.netdepot.ssh;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.AbstractCommandSupport;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.shell.ShellFactory;

/** A modal command line as Onyx has one: echoes, redraws its prompt, pages, asks for passwords. */
final class ModalCli implements ShellFactory {
  private static final String BOLD = "\u001b[1m";
  private static final String PLAIN = "\u001b[0m";

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final List<String> prompts = new CopyOnWriteArrayList<>();
  private volatile Answers answers = line -> line + " is answered";

  /** What it says to a line; each line break ends a line of the answer. */
  interface Answers {
    String to(String line) throws Exception;
  }

  ModalCli answers(Answers next) {
    answers = next;
    return this;
  }

  /** The lines that came, in order, those to a pager included. */
  List<String> lines() {
    return lines;
  }

  /** The prompts that it has shown. */
  List<String> prompted() {
    return prompts;
  }

  @Override
  public Command createShell(ChannelSession channel) {
    return new Shell();
  }

  private final class Shell extends AbstractCommandSupport {
    private String mark = ">";

    Shell() {
      super("a shell", null);
    }

    private void say(String text) throws IOException {
      OutputStream out = getOutputStream();
      out.write(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    private String prompt() {
      return BOLD + "sw1 [standalone: master] " + mark + PLAIN + " ";
    }

    @Override
    public void run() {
      try {
        BufferedReader in =
            new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        say("\nMellanox MLNX-OS Switch Management\n\nLast login: never\n\n" + prompt());
        prompts.add(prompt());
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          lines.add(line);
          // The line editor draws the prompt anew before it echoes.
          say("\r" + prompt());
          say(line + "\n");
          if (line.equals("enable")) {
            mark = "#";
          }
          for (String part : answers.to(line).split("(?<=--More--)", -1)) {
            say(part);
            if (part.endsWith("--More--")) {
              int key = in.read();
              lines.add("key " + (char) key);
              say("\r\u001b[K");
            }
          }
          say("\n" + prompt());
        }
        onExit(0);
      } catch (Exception e) {
        onExit(1);
      }
    }

    @Override
    public void destroy(ChannelSession channel) {
      getExecutorService().shutdownNow();
    }
  }
}
