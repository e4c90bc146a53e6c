package io.netdepot.vmanage;

import io.netdepot.catalog.ActionOrder.Action;
import io.netdepot.fleet.EntityId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ids by which clients ask how an action goes, such as {@code
 * change_partition-0192a7c4-55d0-4e1f-8a0b-3c4d5e000000}: in the form of a UUID, the id of the
 * operation.
 *
 * <p>Source of the prefixes: vManage OpenAPI 20.16 and the documents of 16.x.
 */
final class ProcessId {
  private static final Map<Action, String> PREFIXES =
      new EnumMap<>(
          Map.of(
              Action.INSTALL, "software_install",
              Action.CHANGE_PARTITION, "change_partition",
              Action.DEFAULT_PARTITION, "default_partition",
              Action.REMOVE_PARTITION, "delete_partition",
              Action.LOOK, "device_look"));
  private static final Pattern FORM =
      Pattern.compile(
          "([a-z_]+)-([0-9a-f]{8})-([0-9a-f]{4})-4([0-9a-f]{3})-8([0-9a-f]{3})-([0-9a-f]{6})0{6}");

  private ProcessId() {}

  static String of(Action action, EntityId operation) {
    String hex = operation.value();
    return PREFIXES.get(action)
        + "-"
        + hex.substring(0, 8)
        + "-"
        + hex.substring(8, 12)
        + "-4"
        + hex.substring(12, 15)
        + "-8"
        + hex.substring(15, 18)
        + "-"
        + hex.substring(18)
        + "000000";
  }

  /** The operation, when this is its id as of {@link #of}. */
  static Optional<EntityId> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches() || !PREFIXES.containsValue(form.group(1))) {
      return Optional.empty();
    }
    return EntityId.parse(
        form.group(2) + form.group(3) + form.group(4) + form.group(5) + form.group(6));
  }
}
