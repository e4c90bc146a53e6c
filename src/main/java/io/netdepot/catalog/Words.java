package io.netdepot.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;

/** A list of any words in one column: JSON. */
final class Words {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final TypeReference<List<String>> LIST = new TypeReference<>() {};

  private Words() {}

  static String text(List<String> words) {
    try {
      return MAPPER.writeValueAsString(words);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Words have JSON", e);
    }
  }

  static List<String> list(String text) {
    try {
      // Most lists are empty, and a list of images is read whole.
      return text.equals("[]") ? List.of() : MAPPER.readValue(text, LIST);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("A recorded list of words is no JSON", e);
    }
  }
}
