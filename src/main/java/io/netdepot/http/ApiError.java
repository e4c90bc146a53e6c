package io.netdepot.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One refusal, before it has the shape of an API.
 *
 * @param status of HTTP
 * @param code short and stable, such as {@code not-found}
 * @param description a sentence for people: what was wrong, which value, what to do; printable, at
 *     most 2,000 characters, without any secret
 * @param headers to be sent along, such as {@code Allow}
 */
public record ApiError(int status, String code, String description, Map<String, String> headers) {
  private static final int LONGEST_DESCRIPTION = 2_000;

  public ApiError {
    description = Printable.text(description, LONGEST_DESCRIPTION);
    headers = Map.copyOf(headers);
  }

  /** A refusal with the usual code of its status. */
  public static ApiError of(int status, String description) {
    return new ApiError(status, usualCode(status), description, Map.of());
  }

  /** 500 for a stored file that is not what it was when it was stored, or is lost. */
  public static ApiError damaged(String description) {
    return new ApiError(500, "damaged", description, Map.of());
  }

  /** 405 for a method that the path does not know. */
  public static ApiError methodNotAllowed(String description, Iterable<String> allowed) {
    return of(405, description).with("Allow", String.join(", ", allowed));
  }

  /** The same refusal with one more header. */
  public ApiError with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new ApiError(status, code, description, more);
  }

  // Source of the codes: NMX-M, errors of the NetQ NVLink API 5.3; those of 401, 415 and 507 and of
  // what is not named there are ours.
  private static String usualCode(int status) {
    return switch (status) {
      case 400 -> "bad-request";
      case 401 -> "unauthorized";
      case 403 -> "not-allowed";
      case 404 -> "not-found";
      case 405 -> "method-not-allowed";
      case 408 -> "request-timeout";
      case 409 -> "conflict";
      case 412 -> "precondition-failed";
      case 413 -> "payload-too-large";
      case 414 -> "uri-too-long";
      case 415 -> "unsupported-media-type";
      case 416 -> "range-not-satisfiable";
      case 417 -> "expectation-failed";
      case 431 -> "headers-too-large";
      case 503 -> "service-unavailable";
      case 507 -> "storage-full";
      default -> status < 500 ? "bad-request" : "internal-error";
    };
  }

  @Override
  public String toString() {
    return status
        + " "
        + code
        + headers.entrySet().stream()
            .map(header -> " " + header.getKey() + "=" + header.getValue())
            .collect(Collectors.joining());
  }
}
