package io.netdepot.delivery;

import io.netdepot.config.DeliverSettings;
import io.netdepot.delivery.SwitchNote.Fact;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.fleet.SwitchTask;
import io.netdepot.fleet.Transport;
import io.netdepot.ssh.FileToSend;
import io.netdepot.store.Sha256;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.ExchangeProperty;

/**
 * What step routes call as {@code delivery}: how an image gets onto a switch, and whether it is
 * there. {@link InstallSteps} goes on from there. Thread-safe.
 *
 * <p>Texts of switches are matched loosely; which are documented stands in docs/delivery.md.
 */
public final class DeliverySteps {
  /** The step route that delivers. */
  public static final String ENTRY = "deliver";

  private static final String NOT_FETCHED = "The switch did not fetch the image: ";
  private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\..*|\\[?::1\\]?");
  private static final Pattern SIZE = Pattern.compile("\\d{1,18}");

  private final DeliverSettings settings;
  private final DeliveryRuns runs;

  public DeliverySteps(DeliverSettings settings, DeliveryRuns runs) {
    this.settings = settings;
    this.runs = runs;
  }

  /**
   * Compares the size of the image's file on the switch.
   *
   * @param size in bytes; negative when there is no such file
   * @return {@code absent}, {@code other-size} or {@code same-size}
   */
  public String bySize(long size, @ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task) {
    DeliveryRun run = runs.of(task);
    run.digest(Optional.empty());
    if (size < 0) {
      return "absent";
    }
    return size == run.order().size() ? "same-size" : "other-size";
  }

  /**
   * Reads the size of a file.
   *
   * @param printed what {@code stat -c %s} printed, which is nothing when there is no such file
   * @return in bytes; negative when there is none
   */
  public long size(String printed) {
    String text = printed.strip();
    return SIZE.matcher(text).matches() ? Long.parseLong(text) : -1;
  }

  /**
   * Compares the digest that the switch has printed, the first word of 64 hex digits.
   *
   * @return {@code same}, {@code other-digest}, or {@code same-size} when it has printed none
   */
  public String byDigest(String printed, @ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task) {
    DeliveryRun run = runs.of(task);
    Optional<Sha256> said =
        Arrays.stream(printed.split("\\s+"))
            .filter(word -> word.length() == 64)
            .flatMap(word -> Sha256.parse(word.toLowerCase(Locale.ROOT)).stream())
            .findFirst();
    run.digest(said.map(Sha256::hex));
    if (said.isEmpty()) {
      return "same-size";
    }
    return said.get().equals(run.order().digest()) ? "same" : "other-digest";
  }

  /**
   * Looks for the image among the files of a switch that tells no sizes.
   *
   * @param listed what {@code GET /nvue_v1/system/image/files} answered: an object with the names
   * @return {@code absent} or {@code there}
   */
  public String byName(String listed, @ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task) {
    DeliveryRun run = runs.of(task);
    run.digest(Optional.empty());
    return SwitchImages.lists(listed, run.order().fileName()) ? "there" : "absent";
  }

  /**
   * Looks whether there is room for the image.
   *
   * @param printed what {@code df -Pk} of the images' directory printed; anything else tells
   *     nothing
   * @throws SwitchFailure {@code switch-full}
   */
  public void room(String printed, @ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task)
      throws SwitchFailure {
    long size = runs.of(task).order().size();
    OptionalLong free = FreeSpace.of(printed);
    if (free.isPresent() && free.getAsLong() < size + settings.spare().bytes()) {
      throw new SwitchFailure(
          FailureReason.SWITCH_FULL,
          Phase.PREPARE,
          "The image of "
              + size
              + " bytes has no room on the switch: "
              + free.getAsLong()
              + " bytes are free, and "
              + settings.spare()
              + " are left free (deliver.spare); delete images or packages there");
    }
  }

  /**
   * Which way is tried first.
   *
   * @return {@code fetch} or {@code sftp}
   * @throws SwitchFailure {@code image-not-fetched} when the switch shall fetch it and our address
   *     is one that only we can reach
   */
  public String way(@ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task) throws SwitchFailure {
    DeliveryRun run = runs.of(task);
    boolean reachable = isReachable(run.order().link(), task);
    return switch (run.order().way()) {
      case SFTP -> "sftp";
      case AUTO -> reachable ? "fetch" : "sftp";
      case FETCH -> {
        if (!reachable) {
          throw new SwitchFailure(
              FailureReason.IMAGE_NOT_FETCHED,
              Phase.PREPARE,
              "The switch cannot reach "
                  + URI.create(run.order().link()).getHost()
                  + "; set device-http.public-url to an address of ours that it reaches, or deliver"
                  + " via sftp");
        }
        yield "fetch";
      }
    };
  }

  private static boolean isReachable(String link, SwitchTask task) {
    String host = Optional.ofNullable(URI.create(link).getHost()).orElse("localhost");
    // A switch on this machine is one of a simulator.
    return !LOOPBACK.matcher(host).matches()
        || LOOPBACK.matcher(task.address().canonical()).matches();
  }

  /** The image as a file to be sent. */
  public FileToSend file(@ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task) {
    DeliveryRun run = runs.of(task);
    return new FileToSend(
        run.file().orElseThrow(() -> new IllegalStateException("The image is delivered already")),
        run.order().size());
  }

  /**
   * The switch is about to fetch the image. Of one that comes to us from its own address, it is
   * seen how far it gets.
   */
  public void fetching(@ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task) {
    DeliveryRun run = runs.of(task);
    run.live().expect(run.order().size());
    run.fetchedFrom(addresses(task));
  }

  private static Set<InetAddress> addresses(SwitchTask task) {
    try {
      return new HashSet<>(List.of(InetAddress.getAllByName(task.address().canonical())));
    } catch (UnknownHostException e) {
      // Known to its jump host alone.
      return Set.of();
    }
  }

  /**
   * Looks whether the switch has fetched the image.
   *
   * @param printed what the command printed, which ended well
   * @throws SwitchFailure {@code image-not-fetched}
   */
  public void fetched(String printed) throws SwitchFailure {
    if (SwitchWords.isRefusal(printed)) {
      notFetched(printed);
    }
  }

  /**
   * The switch could not fetch the image.
   *
   * @param why what it said
   * @throws SwitchFailure {@code image-not-fetched}, always
   */
  @SuppressWarnings("DoNotCallSuggester") // called by routes, which cannot throw by themselves
  public void notFetched(String why) throws SwitchFailure {
    throw new SwitchFailure(
        FailureReason.IMAGE_NOT_FETCHED,
        Phase.DELIVER,
        NOT_FETCHED + SwitchWords.shortly(withoutPrefix(why)));
  }

  // What was said of it already, when another way failed too.
  private static String withoutPrefix(String why) {
    return why.startsWith(NOT_FETCHED) ? why.substring(NOT_FETCHED.length()) : why;
  }

  /** The switch could not fetch the image, and it is put there instead. */
  public void insteadOfFetching(
      String why, @ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task) {
    runs.of(task).putInstead(SwitchWords.shortly(withoutPrefix(why)));
  }

  /**
   * The image should be on the switch now.
   *
   * @param found as of {@link #bySize}, {@link #byDigest} and {@link #byName}
   * @param way {@code fetch}, {@code sftp}, or {@code there} when nothing had to be done
   * @throws SwitchFailure {@code size-differs} or {@code digest-differs}
   */
  public void arrived(
      String found, String way, @ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task)
      throws SwitchFailure {
    DeliveryRun run = runs.of(task);
    switch (found) {
      case "same" -> {}
      case "same-size" ->
          run.remark("Its digest was not compared: the switch has no command for it");
      case "there" ->
          run.remark(
              "Neither its size nor its digest was compared: the REST API does not tell them, and"
                  + " the switch lets nobody in over SSH");
      case "other-digest" ->
          throw new SwitchFailure(
              FailureReason.DIGEST_DIFFERS,
              Phase.COMPARE,
              "The image on the switch has the SHA-256 "
                  + run.digest().orElse("")
                  + " and not "
                  + run.order().digest());
      default ->
          throw new SwitchFailure(
              FailureReason.SIZE_DIFFERS,
              Phase.COMPARE,
              found.equals("absent")
                  ? "The image is not on the switch, though it said that all went well"
                  : "The image on the switch has another size than the "
                      + run.order().size()
                      + " bytes of ours");
    }
    SwitchNote note = run.note().without(Fact.GONE);
    // That a later try finds it there does not change how it got there.
    if (note.get(Fact.VIA).isEmpty() || !way.equals("there")) {
      note = note.with(Fact.VIA, way);
    }
    if (run.digest().isPresent()) {
      note = note.with(Fact.DIGEST, run.digest().get());
    }
    run.note(note);
    run.arrived();
  }

  /**
   * No route delivers to switches of this platform.
   *
   * @throws SwitchFailure {@code delivery-unsupported}, always
   */
  @SuppressWarnings("DoNotCallSuggester") // called by routes, which cannot throw by themselves
  public void unsupported(@ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task)
      throws SwitchFailure {
    throw new SwitchFailure(
        FailureReason.DELIVERY_UNSUPPORTED,
        Phase.PREPARE,
        "No route delivers images to switches of the platform "
            + task.platform()
            + (task.access().transport() == Transport.REST ? " over their REST API" : "")
            + "; one that does begins with direct:deliver-"
            + task.access().steps()
            + " (see docs/delivery.md)");
  }
}
