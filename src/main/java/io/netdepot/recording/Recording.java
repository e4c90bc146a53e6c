package io.netdepot.recording;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a device says and does.
 *
 * @param identity who it is
 * @param logins who may log in; nobody, when there is none
 * @param modes of its interactive shell, with the one it begins in first; none refuses a shell
 * @param files that lie on it at first
 * @param folders that are there at first, beside those of its files
 * @param scenes what it answers, in the order of the file
 */
public record Recording(
    Identity identity,
    List<Login> logins,
    List<Mode> modes,
    List<RecordedFile> files,
    List<String> folders,
    List<Scene> scenes) {
  /** The state of a device that nothing was done to yet. */
  public static final String START = "start";

  public Recording {
    logins = List.copyOf(logins);
    modes = List.copyOf(modes);
    files = List.copyOf(files);
    folders = List.copyOf(folders);
    scenes = List.copyOf(scenes);
  }

  /** The scenes in which something of this kind is asked. */
  public Stream<Scene> scenes(Scene.Kind kind) {
    return scenes.stream().filter(scene -> scene.kind() == kind);
  }

  /** Whether the device answers HTTP at all. */
  public boolean hasHttp() {
    return scenes(Scene.Kind.HTTP).findAny().isPresent();
  }
}
