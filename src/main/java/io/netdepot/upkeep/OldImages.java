package io.netdepot.upkeep;

import io.netdepot.catalog.Image;
import io.netdepot.catalog.ImageContent;
import io.netdepot.config.Durations;
import io.netdepot.config.RetentionSettings;
import io.netdepot.fleet.ImageId;
import io.netdepot.images.Deletion;
import io.netdepot.images.Images;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Images that have been here for long; off unless somebody wants it, as images are to stay. */
public final class OldImages implements Retained {
  private static final String RULE = "images.keep-age";

  private final Duration age;
  private final Images images;

  public OldImages(RetentionSettings settings, Images images) {
    this.age = settings.imageAge();
    this.images = images;
  }

  @Override
  public Leaving.Kind kind() {
    return Leaving.Kind.IMAGE;
  }

  @Override
  public List<Leaving> plan(Instant now) {
    return age.isZero()
        ? List.of()
        : images.list().reversed().stream().flatMap(image -> leaving(image, now).stream()).toList();
  }

  private Optional<Leaving> leaving(Image image, Instant now) {
    return image
        .content()
        .filter(content -> !content.storedAt().plus(age).isAfter(now))
        .map(content -> leaving(image, content));
  }

  private Leaving leaving(Image image, ImageContent content) {
    return new Leaving(
        kind(),
        image.id().value(),
        image.fileName(),
        content.size(),
        content.storedAt(),
        RULE,
        "It came at %s, and images are kept for %s"
            .formatted(content.storedAt(), Durations.format(age)));
  }

  @Override
  public Removal remove(Leaving leaving) {
    ImageId id = new ImageId(leaving.id());
    // Its bytes may be newer than the plan.
    boolean asPlanned =
        images
            .find(id)
            .flatMap(Image::content)
            .filter(content -> content.storedAt().equals(leaving.since()))
            .isPresent();
    if (!asPlanned) {
      return Removal.KEPT;
    }
    return switch (images.delete(id)) {
      case Deletion.Done done -> Removal.GONE;
      case Deletion.NotFound none -> Removal.MISSING;
      case Deletion.Needed needed -> Removal.KEPT;
    };
  }
}
