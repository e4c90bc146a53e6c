package io.netdepot.devices;

import io.netdepot.catalog.ActionOrder;
import io.netdepot.catalog.DeliveryOrder;
import io.netdepot.catalog.Image;
import io.netdepot.catalog.ImageContent;
import io.netdepot.catalog.Profile;
import io.netdepot.catalog.RecordedRequest;
import io.netdepot.delivery.BuildNames;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.EntityIdSource;
import io.netdepot.fleet.ImageId;
import io.netdepot.images.Images;
import io.netdepot.operation.CollectRequest;
import io.netdepot.operation.Operations;
import io.netdepot.operation.Submitted;
import io.netdepot.operation.SubmittedFree;
import io.netdepot.operation.SwitchChoice;
import io.netdepot.profile.Profiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Takes requests to act on devices: each becomes an operation. Thread-safe. */
public final class DeviceOrders {
  // What may stand in a command line, and in a shell's path.
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,99}");
  private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");

  private final Operations operations;
  private final Devices devices;
  private final Images images;
  private final Profiles profiles;
  private final BuildNames builds;
  private final EntityIdSource ids;

  public DeviceOrders(
      Operations operations,
      Devices devices,
      Images images,
      Profiles profiles,
      BuildNames builds,
      EntityIdSource ids) {
    this.operations = operations;
    this.devices = devices;
    this.images = images;
    this.profiles = profiles;
    this.builds = builds;
    this.ids = ids;
  }

  /** Records a request before anything is done for it. */
  public DeviceOrdered order(DeviceRequest request) {
    try {
      List<ActionOrder.Target> targets = new ArrayList<>();
      List<SwitchChoice> switches = new ArrayList<>();
      Set<String> seen = new HashSet<>();
      for (DeviceRequest.Named named : request.devices()) {
        KnownDevice known = device(request, named);
        if (!seen.add(known.device().uuid())) {
          throw new Refusal(
              new DeviceOrdered.Bad("The device " + named.shown() + " is there twice"));
        }
        targets.add(target(request, named, known));
        switches.add(new SwitchChoice(known.device().address(), profile(known)));
      }
      ActionOrder order =
          new ActionOrder(
              request.action(),
              request.deviceType().word(),
              request.user(),
              request.from(),
              targets);
      return submitted(
          operations.submit(
              new CollectRequest(
                  Optional.empty(),
                  switches,
                  request.recorded(),
                  Optional.empty(),
                  Optional.of(order))));
    } catch (Refusal refusal) {
      return refusal.why;
    }
  }

  /**
   * Has devices asked what they have, those that are worked on left out.
   *
   * @param asked at least one, each a different device
   */
  public DeviceOrdered look(
      List<KnownDevice> asked, String user, String from, RecordedRequest recorded) {
    try {
      List<ActionOrder.Target> targets = new ArrayList<>();
      List<SwitchChoice> switches = new ArrayList<>();
      for (KnownDevice known : asked) {
        targets.add(target(known.device(), List.of(), Optional.empty()));
        switches.add(new SwitchChoice(known.device().address(), profile(known)));
      }
      ActionOrder order = new ActionOrder(ActionOrder.Action.LOOK, "", user, from, targets);
      EntityId id = ids.next();
      return switch (operations.submitFree(
          id,
          new CollectRequest(
              Optional.empty(), switches, recorded, Optional.empty(), Optional.of(order)),
          Duration.ZERO)) {
        case SubmittedFree.Accepted accepted -> new DeviceOrdered.Accepted(id);
        case SubmittedFree.AllBusy(var first) -> busy(first);
        case SubmittedFree.ProfileMissing(var missing) -> gone(missing);
      };
    } catch (Refusal refusal) {
      return refusal.why;
    }
  }

  /** Why nothing can be done with a device, whatever it is; a sentence for people. */
  Optional<String> obstacle(KnownDevice known) {
    return known
        .device()
        .profile()
        .filter(name -> profileOf(name).isEmpty())
        .map(
            name ->
                "The device "
                    + known.device().uuid()
                    + " logs in with the profile '"
                    + name
                    + "', which does not exist");
  }

  private static DeviceOrdered submitted(Submitted submitted) {
    return switch (submitted) {
      case Submitted.Accepted(var id) -> new DeviceOrdered.Accepted(id);
      case Submitted.SwitchBusy busy -> busy(busy);
      case Submitted.ProfileMissing(var missing) -> gone(missing);
    };
  }

  private static DeviceOrdered busy(Submitted.SwitchBusy busy) {
    return new DeviceOrdered.Busy(
        "The device at "
            + busy.address()
            + " is being worked on by operation "
            + busy.operationId()
            + "; wait for it or cancel it");
  }

  private static DeviceOrdered gone(EntityId profile) {
    return new DeviceOrdered.Bad("There is no profile " + profile);
  }

  private KnownDevice device(DeviceRequest request, DeviceRequest.Named named) throws Refusal {
    Optional<KnownDevice> found =
        named.uuid().isEmpty() ? devices.bySystemIp(named.systemIp()) : devices.find(named.uuid());
    KnownDevice known =
        found.orElseThrow(
            () ->
                new Refusal(
                    new DeviceOrdered.Unknown(
                        "There is no device '"
                            + named.shown()
                            + "'; list it in the file of devices (devices.file)")));
    ManagedDevice device = known.device();
    if (!named.systemIp().isEmpty() && !named.systemIp().equals(device.systemIp())) {
      throw new Refusal(
          new DeviceOrdered.Bad(
              "The device "
                  + device.uuid()
                  + " has the system IP "
                  + device.systemIp()
                  + " and not "
                  + named.systemIp()));
    }
    if (device.type() != request.deviceType()) {
      throw new Refusal(
          new DeviceOrdered.Bad(
              "The device "
                  + device.uuid()
                  + " is of the type "
                  + device.type().word()
                  + " and not "
                  + request.deviceType().word()));
    }
    return known;
  }

  private Optional<EntityId> profile(KnownDevice known) throws Refusal {
    Optional<String> obstacle = obstacle(known);
    if (obstacle.isPresent()) {
      throw new Refusal(new DeviceOrdered.Bad(obstacle.get()));
    }
    return known.device().profile().flatMap(this::profileOf);
  }

  private Optional<EntityId> profileOf(String name) {
    return profiles.list().stream()
        .filter(profile -> profile.name().equals(name))
        .map(Profile::id)
        .findFirst();
  }

  private ActionOrder.Target target(
      DeviceRequest request, DeviceRequest.Named named, KnownDevice known) throws Refusal {
    if (request.action() == ActionOrder.Action.INSTALL) {
      Image image = image(request, known.device());
      return target(
          known.device(),
          List.of(image.details().versionName()),
          Optional.of(delivery(request, image)));
    }
    if (named.versions().isEmpty()) {
      throw new Refusal(
          new DeviceOrdered.Bad("The device " + named.shown() + " comes without a version"));
    }
    if (request.action() != ActionOrder.Action.REMOVE_PARTITION && named.versions().size() > 1) {
      throw new Refusal(
          new DeviceOrdered.Bad("The device " + named.shown() + " comes with several versions"));
    }
    for (String version : named.versions()) {
      requireVersion(version);
    }
    return target(known.device(), named.versions(), Optional.empty());
  }

  // Whether the device has it only the device knows: it is asked when its turn comes.
  private static void requireVersion(String version) throws Refusal {
    if (!VERSION.matcher(version).matches()) {
      throw new Refusal(
          new DeviceOrdered.Bad(
              "The version '"
                  + shown(version)
                  + "' cannot be one: letters, digits and . _ + - only"));
    }
  }

  private static ActionOrder.Target target(
      ManagedDevice device, List<String> versions, Optional<DeliveryOrder> image) {
    return new ActionOrder.Target(
        device.address(),
        device.uuid(),
        device.systemIp(),
        device.hostName(),
        device.siteId(),
        versions,
        image);
  }

  private Image image(DeviceRequest request, ManagedDevice device) throws Refusal {
    List<DeviceRequest.Wanted> software = software(request, device);
    List<Image> found = new ArrayList<>();
    for (DeviceRequest.Wanted wanted : software) {
      images.list().stream()
          .filter(image -> isMeant(image, wanted))
          .filter(image -> isFor(image, device))
          .filter(image -> !found.contains(image))
          .forEach(found::add);
    }
    if (found.isEmpty()) {
      throw new Refusal(
          new DeviceOrdered.Bad(
              "There is no image with the version "
                  + software.stream()
                      .map(wanted -> "'" + shown(wanted.version()) + "'")
                      .distinct()
                      .reduce((one, other) -> one + " or " + other)
                      .orElse("''")
                  + (device.family().isEmpty() ? "" : " for the platform family " + device.family())
                  + "; upload it, or look at GET /dataservice/device/action/software"));
    }
    if (found.size() > 1) {
      throw new Refusal(
          new DeviceOrdered.Bad(
              "Several images have that version: "
                  + String.join(", ", found.stream().map(Image::fileName).sorted().toList())
                  + "; name one by its versionId, or write the family of the device into the file"
                  + " of devices"));
    }
    return found.getFirst();
  }

  // A client may send a version for each family; of one whose family is known only its own counts.
  private static List<DeviceRequest.Wanted> software(DeviceRequest request, ManagedDevice device) {
    List<DeviceRequest.Wanted> own =
        request.software().stream()
            .filter(wanted -> wanted.family().equals(device.family()))
            .toList();
    return device.family().isEmpty() || own.isEmpty() ? request.software() : own;
  }

  private static boolean isMeant(Image image, DeviceRequest.Wanted wanted) {
    return !image.fileName().isEmpty()
        && (image.id().value().equals(wanted.version())
            || image.details().versionName().equals(wanted.version()));
  }

  // The family that clients send is of all vEdges together; what stands in the file decides.
  private static boolean isFor(Image image, ManagedDevice device) {
    List<String> families = image.details().platformFamily();
    return device.family().isEmpty() || families.isEmpty() || families.contains(device.family());
  }

  private DeliveryOrder delivery(DeviceRequest request, Image image) throws Refusal {
    if (image.content().isEmpty() || images.fileOf(image).isEmpty()) {
      throw new Refusal(
          new DeviceOrdered.Bad(
              "The image "
                  + image.fileName()
                  + " is not here, or is damaged; have it fetched, or upload it first"));
    }
    if (!FILE.matcher(image.fileName()).matches()) {
      throw new Refusal(
          new DeviceOrdered.Bad(
              "A device takes no image of the name "
                  + image.fileName()
                  + ": letters, digits and . _ - only"));
    }
    ImageContent content = image.content().get();
    ImageId id = image.id();
    return new DeliveryOrder(
        id,
        image.fileName(),
        content.size(),
        content.digest(),
        DeliveryOrder.Way.AUTO,
        request.link().apply(id) + image.fileName(),
        request.reboot(),
        builds.of(image.fileName()).orElse(""));
  }

  private static String shown(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }

  /** Ends the reading of a request. */
  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient DeviceOrdered why;

    Refusal(DeviceOrdered why) {
      super(null, null, false, false);
      this.why = why;
    }
  }
}
