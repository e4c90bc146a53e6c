package io.netdepot.delivery;

import io.netdepot.catalog.DeliveryOrder;
import io.netdepot.catalog.Task;
import io.netdepot.fleet.ImageId;
import io.netdepot.operation.LiveTask;
import io.netdepot.operation.Operations;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One try of one delivery while it runs. Used by the thread of the try. */
final class DeliveryRun implements Notes {
  private final Task task;
  private final LiveTask live;
  private final Aim aim;
  private final Optional<Path> file;
  private final Operations operations;
  private final InstantSource clock;

  // Mutable state of the try's thread
  private SwitchNote note;
  private boolean arrived;
  private boolean installed;
  private Optional<String> notFetched = Optional.empty();
  private Optional<String> digest = Optional.empty();

  // Read by those who serve the image
  private volatile Set<InetAddress> fetchers = Set.of();
  private final List<String> remarks = new ArrayList<>();

  /**
   * A try.
   *
   * @param file the image here; empty when it is not needed any more
   */
  DeliveryRun(
      Task task,
      LiveTask live,
      Aim aim,
      Optional<Path> file,
      SwitchNote note,
      Operations operations,
      InstantSource clock) {
    this.task = task;
    this.live = live;
    this.aim = aim;
    this.file = file;
    this.note = note;
    this.operations = operations;
    this.clock = clock;
  }

  Task task() {
    return task;
  }

  LiveTask live() {
    return live;
  }

  /** The image that is put there. */
  DeliveryOrder order() {
    return aim.image()
        .orElseThrow(
            () -> new IllegalStateException("Nothing is put onto the switch of task " + task.id()));
  }

  Aim aim() {
    return aim;
  }

  /** What the switch is to run at the end, as it calls that itself as far as it is known. */
  String build() {
    return note.get(SwitchNote.Fact.BUILD_WANTED).orElse(aim.build());
  }

  /** Whether the switch runs what it is to run. */
  boolean isMetBy(Optional<String> said) {
    return said.filter(build -> Aim.same(build, build())).isPresent();
  }

  Instant now() {
    return clock.instant();
  }

  Optional<Path> file() {
    return file;
  }

  SwitchNote note() {
    return note;
  }

  @Override
  public Optional<String> noted(SwitchNote.Fact fact) {
    return note.get(fact);
  }

  @Override
  public void note(SwitchNote.Fact fact, String value) {
    note(note.with(fact, value));
  }

  /** Durable when this returns. */
  void note(SwitchNote next) {
    if (!next.equals(note)) {
      operations.note(task.id(), next.text());
      note = next;
    }
  }

  /** The digest that the switch says of the image. */
  Optional<String> digest() {
    return digest;
  }

  void digest(Optional<String> said) {
    digest = said;
  }

  /** The switch is about to fetch the image, from one of these addresses. */
  void fetchedFrom(Set<InetAddress> addresses) {
    fetchers = Set.copyOf(addresses);
  }

  /** Whether who fetches this image from there is the switch. */
  boolean isFetchedBy(ImageId image, InetAddress from) {
    return aim.image().filter(order -> order.image().equals(image)).isPresent()
        && fetchers.contains(from);
  }

  /** The image is there, as it should be. */
  void arrived() {
    arrived = true;
  }

  /** The switch runs it. */
  void installed() {
    installed = true;
  }

  /** Whether the image is there, or the switch runs what it is to run. */
  boolean isDelivered() {
    return aim.boots() ? installed : arrived;
  }

  /** The switch could not fetch the image, for this reason, and it is put there instead. */
  void putInstead(String why) {
    notFetched = Optional.of(why);
    remark("Put there by SFTP, since the switch could not fetch it: " + why);
  }

  /** Why the switch could not fetch the image, where another way was tried then. */
  Optional<String> notFetched() {
    return notFetched;
  }

  /** What people should know although all is well. */
  void remark(String text) {
    remarks.add(text);
  }

  String remarks() {
    return String.join(". ", remarks);
  }
}
