package io.netdepot.delivery;

import io.netdepot.catalog.DeliveryOrder;
import io.netdepot.catalog.RecordedRequest;
import io.netdepot.fleet.ImageId;
import io.netdepot.fleet.SwitchAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A request to put an image onto switches.
 *
 * @param image its id or its file name
 * @param switches at least one, each a different switch
 * @param profile the id or the name of the login; else the default one
 * @param install whether they shall also boot into it
 * @param build what the switch calls its build; else it is read from the file name
 * @param link where devices fetch an image, up to its file name
 * @param recorded the request as its clients will see it again
 */
public record DeliveryRequest(
    String image,
    List<SwitchAddress> switches,
    Optional<String> profile,
    DeliveryOrder.Way way,
    boolean install,
    Optional<String> build,
    Function<ImageId, String> link,
    RecordedRequest recorded) {

  public DeliveryRequest {
    switches = List.copyOf(switches);
  }
}
