package io.netdepot.delivery;

import io.netdepot.catalog.DeliveryOrder;
import io.netdepot.catalog.Image;
import io.netdepot.catalog.ImageContent;
import io.netdepot.catalog.Profile;
import io.netdepot.config.DeliverSettings;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.ImageId;
import io.netdepot.images.Images;
import io.netdepot.operation.CollectRequest;
import io.netdepot.operation.Operations;
import io.netdepot.operation.Submitted;
import io.netdepot.operation.SwitchChoice;
import io.netdepot.profile.Profiles;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Takes requests to deliver: each becomes an operation. Thread-safe. */
public final class DeliveryOrders {
  // Source: what public clients stage on NVOS; a name that begins with a dot would be hidden.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");
  private static final Pattern BUILD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,99}");

  private final BuildNames builds;
  private final Operations operations;
  private final Images images;
  private final Profiles profiles;

  public DeliveryOrders(
      DeliverSettings settings, Operations operations, Images images, Profiles profiles) {
    this.builds = new BuildNames(settings.buildPattern());
    this.operations = operations;
    this.images = images;
    this.profiles = profiles;
  }

  /** Records a delivery before anything is done for it. */
  public Ordered order(DeliveryRequest request) {
    Optional<Image> found =
        ImageId.parse(request.image())
            .flatMap(images::find)
            .or(() -> images.findByFileName(request.image()));
    if (found.isEmpty()) {
      return new Ordered.Unknown(
          "There is no image with the id or the file name '" + request.image() + "'");
    }
    Image image = found.get();
    if (image.content().isEmpty() || images.fileOf(image).isEmpty()) {
      return new Ordered.NotNow(
          "The image "
              + image.fileName()
              + " is not here, or is damaged; sync or upload it first (GET /netdepot/v1/images)");
    }
    if (!NAME.matcher(image.fileName()).matches()) {
      return new Ordered.Bad(
          "A switch takes no image of the name "
              + image.fileName()
              + ": letters, digits and . _ - only");
    }
    String build = request.build().or(() -> builds.of(image.fileName())).orElse("");
    if (request.install() && !BUILD.matcher(build).matches()) {
      return new Ordered.Bad(
          "What the switch will call the build of "
              + image.fileName()
              + " cannot be read from its name (deliver.build-pattern); give it as build, such as"
              + " nvos-25.02.2579");
    }
    return order(request, image, image.content().get(), request.install() ? build : "");
  }

  private Ordered order(DeliveryRequest request, Image image, ImageContent content, String build) {
    Optional<EntityId> profile = request.profile().flatMap(this::profile);
    if (request.profile().isPresent() && profile.isEmpty()) {
      return new Ordered.Unknown(
          "There is no profile with the id or the name '" + request.profile().get() + "'");
    }
    DeliveryOrder order =
        new DeliveryOrder(
            image.id(),
            image.fileName(),
            content.size(),
            content.digest(),
            request.way(),
            request.link().apply(image.id()) + image.fileName(),
            request.install(),
            build);
    List<SwitchChoice> switches =
        request.switches().stream()
            .map(address -> new SwitchChoice(address, Optional.empty()))
            .toList();
    return switch (operations.submit(
        new CollectRequest(
            profile, switches, request.recorded(), Optional.empty(), Optional.of(order)))) {
      case Submitted.Accepted(var id) -> new Ordered.Accepted(id);
      case Submitted.SwitchBusy(var address, var busy) ->
          new Ordered.NotNow(
              "The switch "
                  + address
                  + " is being worked on by operation "
                  + busy
                  + "; wait for it or cancel it");
      case Submitted.ProfileMissing(var missing) ->
          new Ordered.Unknown("There is no profile " + missing);
    };
  }

  private Optional<EntityId> profile(String idOrName) {
    return EntityId.parse(idOrName)
        .flatMap(profiles::find)
        .or(
            () ->
                profiles.list().stream()
                    .filter(profile -> profile.name().equals(idOrName))
                    .findFirst())
        .map(Profile::id);
  }
}
