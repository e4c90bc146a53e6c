package io.netdepot.simulator;

import io.netdepot.recording.Act;
import io.netdepot.recording.Scene;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Plays scenes of a recording to one client. */
final class Performance {
  private final RecordedSwitch device;
  private final Audience audience;

  Performance(RecordedSwitch device, Audience audience) {
    this.device = device;
    this.audience = audience;
  }

  /** Who sees what the device does. */
  interface Audience {
    void print(boolean error, byte[] bytes) throws IOException;

    /** The rest is of interest to some only. */
    default void enter(String mode) {}

    default void more(String text) throws IOException {}

    default void status(int code) {}

    default void header(String name, String value) {}
  }

  /** Plays a scene; gives how it ends, if it says so. */
  Optional<Act.End> play(Scene scene) throws IOException, InterruptedException {
    for (Act act : scene.acts()) {
      if (act instanceof Act.End end) {
        return Optional.of(end);
      }
      play(act);
    }
    return Optional.empty();
  }

  private void play(Act act) throws IOException, InterruptedException {
    Stage stage = device.stage();
    switch (act) {
      case Act.Print print -> print(print.error(), stage.fill(print.text()));
      case Act.Send send -> send(stage.disk().local(stage.fill(send.path())));
      case Act.Wait wait -> Thread.sleep(wait.time());
      case Act.Create create -> stage.disk().create(create.file());
      case Act.Delete delete -> stage.disk().delete(stage.fill(delete.path()));
      case Act.Become become -> stage.become(become.state());
      case Act.Enter enter -> audience.enter(enter.mode());
      case Act.More more -> audience.more(stage.fill(more.text()));
      case Act.Push push -> push(push);
      case Act.Fetch fetch -> fetch(fetch);
      case Act.Status status -> audience.status(status.code());
      case Act.Header header -> audience.header(header.name(), stage.fill(header.value()));
      case Act.End end -> throw new IllegalStateException("The caller plays " + end);
    }
  }

  private void push(Act.Push push) throws IOException {
    Stage stage = device.stage();
    Path file = stage.disk().local(stage.fill(push.path()));
    try {
      Upload.of(stage.fill(push.url())).send(file);
    } catch (IOException e) {
      if (push.orBecome().isEmpty()) {
        throw e;
      }
      stage.become(push.orBecome().get());
    }
  }

  private void fetch(Act.Fetch fetch) throws IOException, InterruptedException {
    Stage stage = device.stage();
    try {
      stage.disk().take(stage.fill(fetch.path()), stage.fill(fetch.url()), device.inetAddress());
    } catch (IOException e) {
      if (fetch.orBecome().isEmpty()) {
        throw e;
      }
      stage.become(fetch.orBecome().get());
    }
  }

  private void send(Path file) throws IOException {
    audience.print(false, Files.readAllBytes(file));
  }

  private void print(boolean error, String text) throws IOException {
    audience.print(error, text.getBytes(StandardCharsets.UTF_8));
  }
}
