package io.netdepot.capture;

import io.netdepot.config.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the REST API of a device is asked to record it. Nothing of it changes the device but {@code
 * generate} and {@code delete}.
 *
 * @param resources below {@code /nvue_v1}, encoded; read before and after generating
 * @param folder whose files are looked at over SFTP, where SSH lets us in
 * @param generate whether to make a package
 * @param delete whether to delete it again
 * @param byPath whether a package is asked for by its whole path, and not by its name
 */
public record RestQuestions(
    List<String> resources,
    Optional<String> folder,
    boolean generate,
    boolean delete,
    boolean byPath) {
  static final String PACKAGES = "system/tech-support";
  static final String LISTING = PACKAGES + "/files";

  private static final String BASE = "/nvue_v1/";
  private static final String CUMULUS = "cumulus";

  public RestQuestions {
    resources = List.copyOf(resources);
  }

  /** What the platform's own route says; the tree is the same for all that have NVUE. */
  public static RestQuestions of(String platform, Settings settings) {
    boolean cumulus = platform.equals(CUMULUS);
    return new RestQuestions(
        List.of("system/version", "system?rev=operational", LISTING),
        cumulus
            ? Optional.of(settings.platforms().cumulus().dumps().directory())
            : Optional.of("/host/dump").filter(any -> platform.equals("nvos")),
        true,
        true,
        cumulus);
  }

  /**
   * These and others of a person's own.
   *
   * @param more paths, with or without what all of them begin with
   */
  public RestQuestions and(List<String> more) {
    List<String> all =
        Stream.concat(resources.stream(), more.stream().map(RestQuestions::below))
            .distinct()
            .toList();
    return new RestQuestions(all, folder, generate, delete, byPath);
  }

  private static String below(String path) {
    String text = path.startsWith(BASE) ? path.substring(BASE.length()) : path;
    return text.startsWith("/") ? text.substring(1) : text;
  }

  /** These, with what changes the device only where it is wanted. */
  public RestQuestions only(boolean generating, boolean deleting) {
    return new RestQuestions(resources, folder, generate && generating, delete && deleting, byPath);
  }

  /** The words of all that is asked. */
  List<String> words() {
    return Stream.of(
            resources.stream(),
            folder.stream(),
            Stream.of(BASE, PACKAGES, LISTING, "action", "generate", "delete"))
        .flatMap(lines -> lines)
        .flatMap(line -> Arrays.stream(line.split("[^A-Za-z0-9_.-]+")))
        .filter(word -> !word.isEmpty())
        .distinct()
        .toList();
  }
}
