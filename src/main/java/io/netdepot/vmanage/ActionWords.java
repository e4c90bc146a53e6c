package io.netdepot.vmanage;

import io.netdepot.catalog.ActionOrder.Action;

/**
 * How clients call actions.
 *
 * <p>Source: the paths of vManage OpenAPI 20.16; the names are those of task lists of public
 * clients.
 */
final class ActionWords {
  private ActionWords() {}

  /** Such as {@code changepartition}. */
  static String word(Action action) {
    return action.word().replace("-", "");
  }

  /** For people, such as {@code Software Install}. */
  static String name(Action action) {
    return switch (action) {
      case INSTALL -> "Software Install";
      case CHANGE_PARTITION -> "Change Partition";
      case DEFAULT_PARTITION -> "Set Default Partition";
      case REMOVE_PARTITION -> "Delete Partition";
      case LOOK -> "Device Look";
    };
  }
}
