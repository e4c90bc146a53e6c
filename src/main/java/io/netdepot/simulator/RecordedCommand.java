package io.netdepot.simulator;

import io.netdepot.recording.Act;
import io.netdepot.recording.Scene;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.sshd.server.Environment;

/** A command that a recording answers. */
final class RecordedCommand extends RecordedChannel {
  private static final int NOT_FOUND = 127;

  private final Optional<Scene> scene;
  private final String line;

  private RecordedCommand(RecordedSwitch device, Optional<Scene> scene, String line) {
    super(device);
    this.scene = scene;
    this.line = line;
  }

  /**
   * Finds the scene that a command line begins.
   *
   * @throws IOException when the device would not even begin
   */
  static RecordedCommand begin(RecordedSwitch device, String line) throws IOException {
    device.ask(line);
    Optional<Scene> scene = device.stage().next(new Stage.Question(Scene.Kind.EXEC, line, "", ""));
    if (scene.flatMap(Scene::asked).isEmpty()) {
      device.notExpected(line);
    }
    if (scene.isPresent()
        && !scene.get().acts().isEmpty()
        && scene.get().acts().getLast() instanceof Act.Refuse) {
      throw new IOException("The recorded switch refuses to run a command");
    }
    return new RecordedCommand(device, scene, line);
  }

  @Override
  Act.End perform(Environment environment) throws IOException, InterruptedException {
    if (scene.isPresent()) {
      return orDone(new Performance(device(), this).play(scene.get()));
    }
    String word = line.strip().split("\\s+", 2)[0];
    print(true, ("bash: " + word + ": command not found\n").getBytes(StandardCharsets.UTF_8));
    return new Act.Exit(NOT_FOUND);
  }
}
