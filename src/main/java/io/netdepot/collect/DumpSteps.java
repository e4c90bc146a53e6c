package io.netdepot.collect;

import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.fleet.SwitchTask;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.ExchangeProperty;

/**
 * What platform routes call as {@code dumps}: finds, in what a switch printed, the package to
 * fetch. Stateless.
 */
public final class DumpSteps {
  private static final int LONGEST_WORD = 1_024;
  private static final int QUOTED = 200;
  private static final int SHA_256_DIGITS = 64;
  // Quotes, colons and commas stand around names in JSON and in sentences.
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s\"',:]+");
  private static final Pattern NO_HEX = Pattern.compile("[^0-9A-Fa-f]+");

  /**
   * The path of a package that an earlier try had generated, when the switch still lists it.
   *
   * @param listing what the switch lists now
   * @return the path, or an empty text
   */
  public String leftOver(String listing, @ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task) {
    return task.leftOver().filter(DumpListing.parse(listing)::contains).orElse("");
  }

  /**
   * The path of the package that was generated just now: the last one the output names, else the
   * newest of the listing that was not there before.
   *
   * @param before what the switch listed before; {@code output} what generating printed; {@code
   *     after} what the switch lists now
   * @param namePattern a regular expression for the whole base name
   * @throws SwitchFailure {@code no-package-named} when there is none, or it has not the shape of a
   *     plain path
   */
  public String generated(
      String before,
      String output,
      String after,
      String namePattern,
      @ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task)
      throws SwitchFailure {
    DumpListing listedBefore = DumpListing.parse(before);
    DumpListing listedAfter = DumpListing.parse(after);
    Optional<String> word = lastNamed(output, Pattern.compile(namePattern));
    return word.filter(named -> listedBefore.named(baseName(named)).isEmpty())
        .flatMap(named -> located(named, listedAfter))
        .or(() -> listedAfter.newestNotIn(listedBefore))
        .map(RemoteDump::path)
        .orElseThrow(() -> notNamed(word, namePattern, task));
  }

  /**
   * The path of a package that an earlier try had generated, whether or not it is still there; for
   * switches that cannot list their packages.
   *
   * @return the path, or an empty text
   */
  public String earlier(@ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task) {
    return task.leftOver().flatMap(RemoteDump::parse).map(RemoteDump::path).orElse("");
  }

  /**
   * The packages in what a switch lists, whatever its form: words of other kinds are left out, and
   * names without a folder are taken to be in this one.
   *
   * @param namePattern a regular expression for the whole base name
   * @return a path in each line, as {@link #leftOver} and {@link #generated} read it
   */
  public String paths(String listing, String directory, String namePattern) {
    Pattern name = Pattern.compile(namePattern);
    return words(listing, name)
        .map(word -> word.indexOf('/') < 0 ? directory + "/" + word : word)
        .flatMap(path -> RemoteDump.parse(path).stream())
        .map(RemoteDump::path)
        .distinct()
        .limit(DumpListing.MOST)
        .collect(Collectors.joining("\n"));
  }

  /**
   * The path that is the last line of what generating printed.
   *
   * @throws SwitchFailure {@code no-package-named} when the last line is no plain path, or has
   *     another name
   */
  public String lastPath(String output, String namePattern) throws SwitchFailure {
    String last =
        output.lines().filter(line -> !line.isBlank()).reduce("", (earlier, later) -> later);
    Pattern name = Pattern.compile(namePattern);
    return RemoteDump.parse(last.strip())
        .filter(dump -> name.matcher(dump.name()).matches())
        .map(RemoteDump::path)
        .orElseThrow(
            () ->
                new SwitchFailure(
                    FailureReason.NO_PACKAGE_NAMED,
                    Phase.GENERATE,
                    "The last line that the switch printed is no path of a package: '"
                        + (last.length() > QUOTED ? last.substring(0, QUOTED) + "…" : last)
                        + "'"));
  }

  /**
   * Where the package lies that generating named.
   *
   * @param output what generating printed; the last word that fits is the name
   * @param namePattern a regular expression for the whole base name
   * @param path the plain path, with {@code {file}} in place of the name
   * @throws SwitchFailure {@code no-package-named} when there is no such word, or not at a plain
   *     path
   */
  public String named(
      String output,
      String namePattern,
      String path,
      @ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task)
      throws SwitchFailure {
    Optional<String> word = lastNamed(output, Pattern.compile(namePattern));
    return word.flatMap(named -> RemoteDump.parse(path.replace("{file}", baseName(named))))
        .map(RemoteDump::path)
        .orElseThrow(() -> notNamed(word, namePattern, task));
  }

  /** The SHA-256 in what a switch printed, in lower case; an empty text when there is none. */
  public String sha256(String output) {
    return Arrays.stream(NO_HEX.split(output))
        .filter(word -> word.length() == SHA_256_DIGITS)
        .reduce("", (earlier, later) -> later)
        .toLowerCase(Locale.ROOT);
  }

  /** The base name of a path on the switch. */
  public String name(String path) {
    return baseName(path);
  }

  /**
   * Ends the try, since no way was found to read the package.
   *
   * @param why what the last way said
   * @throws SwitchFailure {@code package-unreadable}, always
   */
  @SuppressWarnings("DoNotCallSuggester") // called by routes, which cannot throw by themselves
  public void unreadable(String path, String why) throws SwitchFailure {
    throw new SwitchFailure(
        FailureReason.PACKAGE_UNREADABLE,
        Phase.FETCH,
        path + " can be read neither over SFTP nor with sudo: " + why);
  }

  private static Optional<RemoteDump> located(String named, DumpListing listing) {
    return listing.named(baseName(named)).or(() -> RemoteDump.parse(named));
  }

  // Word by word: a regular expression over the whole output could be made to take for ever by what
  // a switch prints.
  private static Optional<String> lastNamed(String output, Pattern name) {
    return words(output, name).reduce((earlier, later) -> later);
  }

  private static Stream<String> words(String text, Pattern name) {
    return BETWEEN_WORDS
        .splitAsStream(text)
        .filter(word -> word.length() <= LONGEST_WORD)
        .filter(word -> name.matcher(baseName(word)).matches());
  }

  private static String baseName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static SwitchFailure notNamed(
      Optional<String> word, String namePattern, SwitchTask task) {
    return new SwitchFailure(
        FailureReason.NO_PACKAGE_NAMED,
        Phase.GENERATE,
        word.map(
                named ->
                    "The switch named '"
                        + named
                        + "', which is not a new package at a plain path, and lists no other new one")
            .orElse(
                "The switch named no package and lists none that was not there before; the name of"
                    + " one fits "
                    + namePattern
                    + " ("
                    + task.platform()
                    + ".name-pattern, or what the platform's route has in its place)"));
  }
}
