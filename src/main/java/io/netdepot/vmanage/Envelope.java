package io.netdepot.vmanage;

import java.time.Instant;
import java.util.List;

/**
 * What the vendor puts around a list: how a page would show it, and the list.
 *
 * <p>Source: vManage REST API, "Response format"; the key of images is inferred, as no document
 * shows it.
 */
record Envelope<T>(Header header, List<T> data) {

  static <T> Envelope<T> of(
      Instant now, String key, String grid, List<Field> fields, List<T> data) {
    return new Envelope<>(
        new Header(
            now.toEpochMilli(),
            new ViewKeys(List.of(key), grid),
            fields.stream().map(Column::of).toList(),
            fields),
        data);
  }

  record Header(long generatedOn, ViewKeys viewKeys, List<Column> columns, List<Field> fields) {}

  record ViewKeys(List<String> uniqueKey, String preferenceKey) {}

  record Column(String title, String property, String dataType) {
    static Column of(Field field) {
      return new Column(field.property(), field.property(), field.dataType());
    }
  }

  /** A field of the records in the list. */
  record Field(String property, String dataType) {
    static Field string(String property) {
      return new Field(property, "string");
    }
  }
}
