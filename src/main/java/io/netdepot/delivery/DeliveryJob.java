package io.netdepot.delivery;

import io.netdepot.catalog.DeliveryOrder;
import io.netdepot.catalog.Image;
import io.netdepot.catalog.ImageContent;
import io.netdepot.catalog.Task;
import io.netdepot.collect.SwitchJob;
import io.netdepot.collect.TryFailures;
import io.netdepot.config.DeliverSettings;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.fleet.SwitchTask;
import io.netdepot.images.Images;
import io.netdepot.operation.LiveTask;
import io.netdepot.operation.Operations;
import io.netdepot.ssh.CutShort;
import io.netdepot.ssh.SessionLimit;
import io.netdepot.store.BlobLease;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.Exchange;

/** Puts an image onto a switch. Thread-safe. */
public final class DeliveryJob implements SwitchJob {
  private final DeliverSettings settings;
  private final Operations operations;
  private final Images images;
  private final DeliveryRuns runs;
  private final InstantSource clock;

  public DeliveryJob(
      DeliverSettings settings,
      Operations operations,
      Images images,
      DeliveryRuns runs,
      InstantSource clock) {
    this.settings = settings;
    this.operations = operations;
    this.images = images;
    this.runs = runs;
    this.clock = clock;
  }

  @Override
  public Attempt begin(Task task, LiveTask live) throws SwitchFailure {
    DeliveryOrder order =
        operations
            .delivery(task)
            .orElseThrow(() -> new IllegalStateException("Task " + task.id() + " has no order"));
    return begin(task, live, Aim.of(order), notes -> new DeliveryAlone());
  }

  /**
   * Begins a try that is for more than a delivery.
   *
   * @param purpose what it is for, of what was noted by earlier tries
   * @throws SwitchFailure ends the try
   */
  public Attempt begin(Task task, LiveTask live, Aim aim, Function<Notes, Purpose> purpose)
      throws SwitchFailure {
    SwitchNote note = operations.note(task.id()).map(SwitchNote::parse).orElse(SwitchNote.NOTHING);
    // What somebody deletes meanwhile is put there all the same.
    BlobLease lease =
        images.lease(aim.image().map(DeliveryOrder::digest).map(List::of).orElse(List.of()));
    try {
      // A switch that installs has the image.
      Optional<Path> file =
          aim.image().isEmpty() || note.get(SwitchNote.Fact.INSTALL_BEGUN).isPresent()
              ? Optional.empty()
              : Optional.of(file(aim.image().get()));
      DeliveryRun run = new DeliveryRun(task, live, aim, file, note, operations, clock);
      Delivering attempt = new Delivering(run, lease, purpose.apply(run));
      runs.add(run);
      return attempt;
    } catch (SwitchFailure | RuntimeException e) {
      lease.close();
      throw e;
    }
  }

  /** A delivery, and nothing else. */
  private static final class DeliveryAlone implements Purpose {
    @Override
    public String entry() {
      return DeliverySteps.ENTRY;
    }

    @Override
    public boolean isDone(boolean delivered) {
      return delivered;
    }
  }

  private Path file(DeliveryOrder order) throws SwitchFailure {
    Optional<Image> image =
        images
            .find(order.image())
            .filter(
                one -> one.content().map(ImageContent::digest).equals(Optional.of(order.digest())));
    return image
        .flatMap(images::fileOf)
        .orElseThrow(
            () ->
                new SwitchFailure(
                    FailureReason.IMAGE_GONE,
                    Phase.WAITING,
                    "The image "
                        + order.fileName()
                        + " with the SHA-256 "
                        + order.digest()
                        + " is not here any more; order a delivery of what is here now"));
  }

  private final class Delivering implements Attempt {
    private final DeliveryRun run;
    private final BlobLease lease;
    private final Purpose purpose;

    Delivering(DeliveryRun run, BlobLease lease, Purpose purpose) {
      this.run = run;
      this.lease = lease;
      this.purpose = purpose;
    }

    @Override
    public String entry() {
      return purpose.entry();
    }

    @Override
    public SessionLimit limit() {
      return new SessionLimit(settings.deadline(), "deliver.deadline");
    }

    @Override
    public void prepare(Exchange exchange) {
      run.aim()
          .image()
          .ifPresent(
              order -> exchange.setProperty(Delivery.PROPERTY, Delivery.of(order, run.note())));
      purpose.prepare(exchange);
    }

    @Override
    public Result end(SwitchTask task, Exchange ended, Optional<CutShort> cutShort) {
      Result result =
          purpose.isDone(run.isDelivered())
              ? new Result.Done(Optional.empty(), run.remarks())
              : notDone(failure(ended));
      purpose.ended(result);
      return result;
    }

    @Override
    public void notBegun(Failure why) {
      purpose.ended(new Result.NotDone(why));
    }

    private Failure failure(Exchange ended) {
      return TryFailures.of(
          ended,
          run.task(),
          run.live().phase(),
          "The route '"
              + entry()
              + "' ended without saying that all is done; it has to call the bean that is told so"
              + " (see routes/"
              + entry()
              + ".camel.yaml)");
    }

    private Result notDone(Failure failure) {
      return mayComeBack(failure)
          ? new Result.Wait(failure, settings.rebootPoll())
          : new Result.NotDone(withFetch(failure));
    }

    // The other way was tried because of this; either mended, the image gets there.
    private Failure withFetch(Failure failure) {
      return run.notFetched()
          .map(
              why ->
                  new Failure(
                      failure.reason(),
                      failure.phase(),
                      failure.details() + "; before that the switch could not fetch it: " + why))
          .orElse(failure);
    }

    // A switch whose connection broke in the middle may be booting, for whatever reason; that it
    // cannot be reached then is no reason to give it up for a while.
    private boolean mayComeBack(Failure failure) {
      if (failure.reason() == FailureReason.CONNECTION_LOST) {
        run.note(run.note().withFirst(SwitchNote.Fact.GONE, run.now()));
      }
      return switch (failure.reason()) {
        case REBOOTING -> true;
        case UNREACHABLE, JUMP_HOST_UNREACHABLE ->
            run.note()
                .at(SwitchNote.Fact.GONE)
                .filter(gone -> run.now().isBefore(gone.plus(settings.rebootTimeout())))
                .isPresent();
        default -> false;
      };
    }

    @Override
    public void close() {
      purpose.close();
      runs.remove(run);
      lease.close();
    }
  }
}
