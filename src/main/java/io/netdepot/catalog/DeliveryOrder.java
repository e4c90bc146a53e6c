package io.netdepot.catalog;

import io.netdepot.fleet.ImageId;
import io.netdepot.store.Sha256;
import java.util.Locale;

/**
 * What is to be put onto the switches of an operation: an image as it was when it was ordered.
 *
 * @param fileName its name on the switch
 * @param size in bytes
 * @param way how its bytes get there
 * @param link where the switch can fetch them from us
 * @param install whether the switch shall also boot into it
 * @param build what the switch calls the build of the image; empty when only to be put there
 */
public record DeliveryOrder(
    ImageId image,
    String fileName,
    long size,
    Sha256 digest,
    Way way,
    String link,
    boolean install,
    String build)
    implements Order {

  @Override
  public OperationKind kind() {
    return OperationKind.DELIVERY;
  }

  /** How the bytes get to the switch. */
  public enum Way {
    /** The switch fetches them from us over HTTP. */
    FETCH,
    /** We put them there by SFTP. */
    SFTP,
    /** The switch fetches them; when it cannot, we put them there. */
    AUTO;

    /** The word on the wire, such as {@code fetch}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Reads {@link #word()} back. */
    public static Way of(String word) {
      for (Way way : values()) {
        if (way.word().equals(word)) {
          return way;
        }
      }
      throw new IllegalArgumentException("Unknown way '" + word + "'; use fetch, sftp or auto");
    }
  }
}
