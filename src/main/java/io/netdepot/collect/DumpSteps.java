package io.netdepot.collect;

import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.fleet.SwitchTask;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.ExchangeProperty;

/**
 * What platform routes call as {@code dumps}: finds, in what a switch printed, the package to
 * fetch. Stateless.
 */
public final class DumpSteps {

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
  public String generated(String before, String output, String after, String namePattern)
      throws SwitchFailure {
    DumpListing listedBefore = DumpListing.parse(before);
    DumpListing listedAfter = DumpListing.parse(after);
    Optional<String> word = lastNamed(output, Pattern.compile(namePattern));
    return word.filter(named -> listedBefore.named(baseName(named)).isEmpty())
        .flatMap(named -> located(named, listedAfter))
        .or(() -> listedAfter.newestNotIn(listedBefore))
        .map(RemoteDump::path)
        .orElseThrow(() -> notNamed(word));
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
    return Arrays.stream(output.split("\\s+"))
        .filter(word -> word.length() <= 1_024)
        .filter(word -> name.matcher(baseName(word)).matches())
        .reduce((earlier, later) -> later);
  }

  private static String baseName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static SwitchFailure notNamed(Optional<String> word) {
    return new SwitchFailure(
        FailureReason.NO_PACKAGE_NAMED,
        Phase.GENERATE,
        word.map(
                named ->
                    "The switch named '"
                        + named
                        + "', which is not a new package at a plain path, and lists no other new one")
            .orElse(
                "The switch named no package and lists none that was not there before; look at the"
                    + " name pattern of the platform (nvos.name-pattern)"));
  }
}
