package io.netdepot.recording;

import io.netdepot.config.DataSize;
import io.netdepot.config.Durations;
import java.util.Optional;
import java.util.OptionalLong;

/** Writes recordings in the one usual way; {@link RecordingReader} reads the same from it. */
public final class RecordingWriter {
  private final StringBuilder text = new StringBuilder();

  private RecordingWriter() {}

  /** The text of a recording. */
  public static String write(Recording recording) {
    RecordingWriter writer = new RecordingWriter();
    writer.identity(recording);
    recording.scenes().forEach(writer::scene);
    return writer.text.toString();
  }

  private void identity(Recording recording) {
    Identity identity = recording.identity();
    line(0, "recording", RecordingReader.VERSION);
    line(0, "platform", identity.platform());
    line(0, "release", identity.release());
    line(0, "source", identity.evidence().word() + " " + identity.source());
    identity.shows().ifPresent(shows -> line(0, "shows", shows));
    identity
        .ends()
        .ifPresent(
            ends ->
                line(0, "ends", ends.word() + ends.saying().map(part -> " " + part).orElse("")));
    identity.settings().forEach(setting -> line(0, "setting", setting));
    line(0, "host", identity.host());
    if (!identity.identification().equals(Identity.USUAL_IDENTIFICATION)) {
      line(0, "identification", identity.identification());
    }
    identity.banner().forEach(banner -> escaped(0, "banner", banner));
    if (!identity.ssh()) {
      line(0, "ssh", "no-login");
    }
    if (!identity.sftp()) {
      line(0, "sftp", "none");
    }
    recording.logins().forEach(login -> line(0, "login", login.user() + " " + login.password()));
    recording.modes().forEach(this::mode);
    recording.folders().forEach(folder -> line(0, "folder", folder));
    recording.files().forEach(file -> file(0, "file", file));
  }

  private void mode(Mode mode) {
    escaped(0, "mode " + mode.name() + (mode.silent() ? " silent" : ""), mode.prompt());
  }

  private void file(int indent, String word, RecordedFile file) {
    boolean isText = file.content() == RecordedFile.Content.TEXT;
    line(
        indent,
        word,
        file.path()
            + " "
            + file.content().word()
            + (isText ? "" : " " + new DataSize(file.size())));
    file.text().forEach(each -> escaped(indent + 1, "line", each));
    if (file.denied()) {
      line(indent + 1, "denied", "");
    }
    if (file.kept()) {
      line(indent + 1, "kept", "");
    }
    size(indent + 1, "says", file.says());
    size(indent + 1, "cuts-at", file.cutsAt());
    size(indent + 1, "stalls-at", file.stallsAt());
  }

  private void size(int indent, String word, OptionalLong size) {
    if (size.isPresent()) {
      line(indent, word, new DataSize(size.getAsLong()).toString());
    }
  }

  private void scene(Scene scene) {
    text.append('\n');
    String word =
        switch (scene.kind()) {
          case EXEC -> "exec";
          case INPUT -> "input";
          case HTTP -> "http";
          case GREETING -> "greeting";
          case UNAUTHORIZED -> "unauthorized";
        };
    Optional<Words> asked = scene.asked();
    if (asked.isPresent()) {
      words(0, word, asked.get());
    } else if (scene.kind() == Scene.Kind.GREETING || scene.kind() == Scene.Kind.UNAUTHORIZED) {
      line(0, word, "");
    } else {
      line(0, "otherwise", word);
    }
    scene.when().ifPresent(state -> line(1, "when", state));
    scene.mode().ifPresent(mode -> line(1, "mode", mode));
    scene.times().ifPresent(times -> line(1, "times", Integer.toString(times)));
    scene.body().forEach(part -> words(1, "body", part));
    scene.acts().forEach(this::act);
  }

  private void words(int indent, String word, Words words) {
    if (words.like()) {
      line(indent, word + "-like", words.text());
    } else {
      escaped(indent, word, words.text());
    }
  }

  private void act(Act act) {
    switch (act) {
      case Act.Print print -> print(print);
      case Act.Send send -> line(1, "send", send.path());
      case Act.Wait wait -> line(1, "wait", Durations.format(wait.time()));
      case Act.Create create -> file(1, "create", create.file());
      case Act.Delete delete -> line(1, "delete", delete.path());
      case Act.Become become -> line(1, "become", become.state());
      case Act.Enter enter -> line(1, "enter", enter.mode());
      case Act.More more -> escaped(1, "more", more.text());
      case Act.Push push -> transfer("push", push.path(), push.url(), push.orBecome());
      case Act.Fetch fetch -> transfer("fetch", fetch.path(), fetch.url(), fetch.orBecome());
      case Act.Status status -> line(1, "status", Integer.toString(status.code()));
      case Act.Header header ->
          line(1, "header", header.name() + ": " + Escapes.write(header.value()));
      case Act.Exit exit -> line(1, "exit", Integer.toString(exit.status()));
      case Act.Signal signal -> line(1, "signal", signal.name());
      case Act.Close close -> line(1, "close", "");
      case Act.Refuse refuse -> line(1, "refuse", "");
      case Act.Cut cut -> line(1, "cut", "");
      case Act.Hang hang -> line(1, "hang", "");
      case Act.Silent silent -> line(1, "silent", "");
    }
  }

  private void transfer(String word, String path, String url, Optional<String> orBecome) {
    line(1, word, path + " " + url);
    orBecome.ifPresent(state -> line(2, "or-become", state));
  }

  private void print(Act.Print print) {
    boolean ended = print.text().endsWith("\n");
    String word = print.error() ? (ended ? "err" : "err-put") : (ended ? "out" : "put");
    escaped(1, word, ended ? print.text().substring(0, print.text().length() - 1) : print.text());
  }

  private void escaped(int indent, String word, String rest) {
    line(indent, word, Escapes.write(rest));
  }

  private void line(int indent, String word, String rest) {
    text.append("  ".repeat(indent)).append(word);
    if (!rest.isEmpty()) {
      text.append(' ').append(rest);
    }
    text.append('\n');
  }
}
