package io.netdepot.http;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the JSON of a request strictly: valid UTF-8, one value and nothing after it, no field
 * twice, at most 32 levels deep, strings of at most 64 Ki characters, numbers of at most 40 digits.
 */
final class JsonBody {
  private static final int DEEPEST = 32;
  private static final Pattern DUPLICATE = Pattern.compile("Duplicate field '(.*?)'");

  private static final JsonMapper READER =
      JsonMapper.builder(
              new JsonFactoryBuilder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxStringLength(64 << 10)
                          .maxNameLength(1_000)
                          .maxNumberLength(40)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private JsonBody() {}

  /**
   * Reads a body.
   *
   * @throws ApiProblem 400, saying where it is not what it should be; nothing of it is repeated but
   *     the name of a field
   */
  static JsonNode read(byte[] body) {
    CharBuffer text = decode(body);
    if (text.toString().isBlank()) {
      throw ApiProblem.of(400, "The body is empty; send a JSON object");
    }
    try {
      return READER.readTree(text.toString());
    } catch (JsonProcessingException e) {
      throw ApiProblem.of(400, sentence(e));
    }
  }

  private static CharBuffer decode(byte[] body) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(body);
    CharBuffer out = CharBuffer.allocate(body.length);
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      throw ApiProblem.of(400, "The body is not valid UTF-8 at byte " + in.position());
    }
    return out.flip();
  }

  private static String sentence(JsonProcessingException broken) {
    String problem = broken.getOriginalMessage();
    Matcher duplicate = DUPLICATE.matcher(problem);
    if (duplicate.find()) {
      return "The field "
          + Printable.quote(duplicate.group(1))
          + " is there twice"
          + place(broken.getLocation());
    }
    if (broken instanceof StreamConstraintsException) {
      return "The JSON goes beyond a limit"
          + place(broken.getLocation())
          + ": at most "
          + DEEPEST
          + " levels deep, strings of 65536 characters, names of 1000, numbers of 40 digits";
    }
    String what =
        problem.startsWith("Trailing token")
            ? "There is more after the end of the JSON"
            : "The body is not JSON";
    return what + place(broken.getLocation());
  }

  private static String place(JsonLocation location) {
    return location == null
        ? ""
        : ", line " + location.getLineNr() + " column " + location.getColumnNr();
  }
}
