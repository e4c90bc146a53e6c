package io.netdepot.http;

/** Names a field of a body as people write it: {@code Switches[0].Address}. */
final class FieldPath {
  private FieldPath() {}

  /** From a JSON pointer, such as {@code /Switches/0/Address}; empty for the body itself. */
  static String of(String pointer) {
    String path = "";
    for (String part : pointer.split("/", -1)) {
      if (!part.isEmpty()) {
        path = of(path, Printable.text(part.replace("~1", "/").replace("~0", "~"), 80));
      }
    }
    return path;
  }

  /** A field, or an entry of a list, below another. */
  static String of(String parent, String name) {
    if (!parent.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return parent + "[" + name + "]";
    }
    return parent.isEmpty() ? name : parent + "." + name;
  }
}
