package io.netdepot.vmanage;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.netdepot.http.ApiError;
import io.netdepot.http.ErrorShape;
import io.netdepot.http.Json;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The vendor's errors: an object {@code error} whose message, details and code are strings, always
 * all three, since clients read them without looking. A missing XSRF token is answered with a text
 * as the vendor does.
 */
final class VmanageErrors implements ErrorShape {
  /** The code of a refusal whose description is the whole body. */
  static final String TEXT = "text";

  // An area and four digits, as USER0006.
  private static final Pattern VENDOR_CODE = Pattern.compile("[A-Z]{2,12}[0-9]{4}");

  @Override
  public String contentType(ApiError error) {
    return isText(error) ? "text/plain; charset=utf-8" : "application/json";
  }

  @Override
  public byte[] body(ApiError error) {
    if (isText(error)) {
      return error.description().getBytes(StandardCharsets.UTF_8);
    }
    String message = HttpResponseStatus.valueOf(error.status()).reasonPhrase();
    return Json.bytes(
        new Wire(new Wire.Fields("error", message, error.description(), code(error))));
  }

  private static boolean isText(ApiError error) {
    return error.code().equals(TEXT);
  }

  private static String code(ApiError error) {
    return VENDOR_CODE.matcher(error.code()).matches()
        ? error.code()
        : String.format(Locale.ROOT, "DEPOT%04d", error.status());
  }

  private record Wire(Fields error) {
    @JsonPropertyOrder({"type", "message", "details", "code"})
    private record Fields(String type, String message, String details, String code) {}
  }
}
