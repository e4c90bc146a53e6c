package io.netdepot.capture;

import io.netdepot.recording.Evidence;
import io.netdepot.recording.Identity;
import io.netdepot.recording.Outcome;
import io.netdepot.recording.RecordedFile;
import io.netdepot.recording.Recording;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts what was heard of a device together to a recording in which everything is masked. */
final class Portrait {
  private static final long LARGEST_FILE = 1 << 20;
  // An archive that is played has about the size that it is to have.
  private static final int ROUGHLY = 4 << 10;
  private static final Pattern NAME_IN_FILE =
      Pattern.compile(".*/[a-z]+(?:_dump|_support)?[_-](\\S+)[_-]\\d{8}[_-]\\d{6}\\b.*");
  private static final Pattern ARCHIVE =
      Pattern.compile(".*\\.(?:tar|tar\\.[a-z0-9]+|tgz|txz|gz|xz|zip)");
  private static final String IDENTIFIES = "SSH-2.0-";

  private final Subject subject;

  Portrait(Subject subject) {
    this.subject = subject;
  }

  /**
   * Who it is.
   *
   * @param greeting how its SSH server calls itself, and in the lines behind what it shows before
   *     the login; empty where SSH lets nobody in
   */
  Identity identity(Optional<List<String>> greeting, Optional<Outcome> ends) {
    List<String> lines = greeting.orElse(List.of());
    String first = lines.isEmpty() ? "" : lines.getFirst();
    String software = first.startsWith(IDENTIFIES) ? first.substring(IDENTIFIES.length()) : first;
    return new Identity(
        subject.platform(),
        subject.release(),
        Evidence.CAPTURED,
        "netdepot record, " + LocalDate.now(ZoneOffset.UTC),
        Optional.empty(),
        subject.isKnown() ? ends : Optional.empty(),
        subject.settings(),
        "sw1",
        software.isBlank() ? Identity.USUAL_IDENTIFICATION : software,
        lines.stream().skip(1).toList(),
        greeting.isPresent(),
        true);
  }

  /** A collection from it fails for this reason. */
  static Optional<Outcome> failsWith(String reason) {
    return Optional.of(new Outcome(reason, Optional.empty()));
  }

  /** What becomes of a collection, when the switch said that it had made a package. */
  static Optional<Outcome> made(Collection<RecordedFile> files) {
    return failsWith(files.isEmpty() ? "no-package-named" : Outcome.COMPLETED);
  }

  /**
   * Masks all of it.
   *
   * @param kept words that have to stay, as the device would not understand its commands without
   * @param host the device's own name
   * @param left the paths of files that were left on the device
   */
  Done masked(Recording raw, Collection<String> kept, Optional<String> host, List<String> left) {
    Masks masks = new Masks(kept);
    subject.secrets().forEach(masks::secret);
    host.ifPresent(masks::host);
    masks.user(subject.user());
    subject.names().forEach(masks::look);
    RecordingTexts.of(raw).forEach(masks::look);
    return new Done(RecordingTexts.map(raw, masks::mask), masks.report(), left);
  }

  /** The name that packages are called after. */
  static Optional<String> hostIn(Collection<String> paths) {
    return paths.stream()
        .map(NAME_IN_FILE::matcher)
        .filter(Matcher::matches)
        .map(found -> found.group(1))
        .findFirst();
  }

  /** Those of the files after that were not there before. */
  static List<RecordedFile> newFiles(Map<String, Long> before, Map<String, Long> after) {
    List<RecordedFile> made = new ArrayList<>();
    after.forEach(
        (path, size) -> {
          if (!before.containsKey(path)) {
            made.add(file(path, size));
          }
        });
    return made;
  }

  /** Whether a file may be a package. */
  static boolean isArchive(String path) {
    return ARCHIVE.matcher(path).matches();
  }

  static List<RecordedFile> files(Map<String, Long> sizes) {
    List<RecordedFile> files = new ArrayList<>();
    sizes.forEach((path, size) -> files.add(file(path, size)));
    return files;
  }

  // What lies on the device may be large, and what a recording needs of it is not.
  private static RecordedFile file(String path, long size) {
    RecordedFile.Content content =
        path.endsWith("gz")
            ? RecordedFile.Content.TAR_GZ
            : path.endsWith("xz") ? RecordedFile.Content.TXZ : RecordedFile.Content.GARBAGE;
    return new RecordedFile(
        path,
        content,
        Math.clamp(Math.round((double) size / ROUGHLY) * ROUGHLY, ROUGHLY, LARGEST_FILE),
        List.of(),
        false,
        false,
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty());
  }
}
