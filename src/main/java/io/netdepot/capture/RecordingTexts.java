package io.netdepot.capture;

import io.netdepot.recording.Act;
import io.netdepot.recording.Identity;
import io.netdepot.recording.Mode;
import io.netdepot.recording.RecordedFile;
import io.netdepot.recording.Recording;
import io.netdepot.recording.Scene;
import io.netdepot.recording.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** All that a device said, within a recording of it. */
final class RecordingTexts {
  private RecordingTexts() {}

  /** The texts, in order; what a command printed is one text. */
  static List<String> of(Recording recording) {
    List<String> texts = new ArrayList<>();
    map(
        recording,
        text -> {
          texts.add(text);
          return text;
        });
    // A key may be printed in many lines.
    for (Scene scene : recording.scenes()) {
      StringBuilder whole = new StringBuilder();
      for (Act act : scene.acts()) {
        if (act instanceof Act.Print print) {
          whole.append(print.text());
        }
      }
      texts.add(whole.toString());
    }
    return texts;
  }

  /** The recording with each text of its device changed. */
  static Recording map(Recording recording, UnaryOperator<String> change) {
    Identity identity = recording.identity();
    return new Recording(
        new Identity(
            identity.platform(),
            change.apply(identity.release()),
            identity.evidence(),
            identity.source(),
            identity.shows(),
            identity.ends(),
            identity.settings(),
            identity.host(),
            change.apply(identity.identification()),
            identity.banner().stream().map(change).toList(),
            identity.ssh(),
            identity.sftp()),
        recording.logins(),
        recording.modes().stream()
            .map(mode -> new Mode(mode.name(), mode.silent(), change.apply(mode.prompt())))
            .toList(),
        recording.files().stream().map(file -> map(file, change)).toList(),
        recording.folders().stream().map(change).toList(),
        recording.scenes().stream().map(scene -> map(scene, change)).toList());
  }

  private static RecordedFile map(RecordedFile file, UnaryOperator<String> change) {
    return new RecordedFile(
        change.apply(file.path()),
        file.content(),
        file.size(),
        file.text().stream().map(change).toList(),
        file.denied(),
        file.kept(),
        file.says(),
        file.cutsAt(),
        file.stallsAt());
  }

  private static Scene map(Scene scene, UnaryOperator<String> change) {
    return new Scene(
        scene.line(),
        scene.kind(),
        scene.asked().map(words -> new Words(change.apply(words.text()), words.like())),
        scene.body(),
        scene.when(),
        scene.mode(),
        scene.times(),
        scene.acts().stream().map(act -> map(act, change)).toList());
  }

  private static Act map(Act act, UnaryOperator<String> change) {
    return switch (act) {
      case Act.Print print -> new Act.Print(print.error(), change.apply(print.text()));
      case Act.Header header -> new Act.Header(header.name(), change.apply(header.value()));
      case Act.Delete delete -> new Act.Delete(change.apply(delete.path()));
      case Act.Create create -> new Act.Create(map(create.file(), change));
      default -> act;
    };
  }
}
