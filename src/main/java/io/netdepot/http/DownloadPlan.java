package io.netdepot.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Decides from a request's headers what a download answers (RFC 9110, sections 13 and 14). */
final class DownloadPlan {
  private DownloadPlan() {}

  /** What to answer. */
  sealed interface Answer {
    /** 200. */
    record Whole() implements Answer {}

    /** 206. */
    record Part(RangeHeader.Choice.Part range) implements Answer {}

    /** 304. */
    record NotModified() implements Answer {}

    /** 412. */
    record PreconditionFailed() implements Answer {}

    /** 416. */
    record Unsatisfiable() implements Answer {}
  }

  static Answer of(HttpMethod method, MultiMap headers, Downloadable download) {
    String etag = download.tag();
    Optional<Instant> modified =
        download.lastModified().map(at -> at.truncatedTo(ChronoUnit.SECONDS));
    if (headers.contains("If-Match")) {
      if (!EntityTags.stronglyMatch(headers.getAll("If-Match"), etag)) {
        return new Answer.PreconditionFailed();
      }
    } else if (compared(headers, "If-Unmodified-Since", modified)
        .filter(by -> by > 0)
        .isPresent()) {
      return new Answer.PreconditionFailed();
    }
    if (headers.contains("If-None-Match")) {
      if (EntityTags.weaklyMatch(headers.getAll("If-None-Match"), etag)) {
        return new Answer.NotModified();
      }
    } else if (compared(headers, "If-Modified-Since", modified).filter(by -> by <= 0).isPresent()) {
      return new Answer.NotModified();
    }
    return range(method, headers, download.size(), etag);
  }

  private static Answer range(HttpMethod method, MultiMap headers, long size, String etag) {
    // Ranges are defined for GET alone, and two headers cannot be read as one range.
    if (!method.equals(HttpMethod.GET) || headers.getAll("Range").size() != 1) {
      return new Answer.Whole();
    }
    // A date in If-Range never matches: only the tag says that the bytes are the same.
    String condition = headers.get("If-Range");
    if (condition != null && !condition.strip().equals(etag)) {
      return new Answer.Whole();
    }
    return switch (RangeHeader.choose(headers.get("Range"), size)) {
      case RangeHeader.Choice.Whole() -> new Answer.Whole();
      case RangeHeader.Choice.Part part -> new Answer.Part(part);
      case RangeHeader.Choice.Unsatisfiable() -> new Answer.Unsatisfiable();
    };
  }

  /** How the time of the content compares to that of a header; empty when either is missing. */
  private static Optional<Integer> compared(
      MultiMap headers, String name, Optional<Instant> modified) {
    return modified.flatMap(time -> date(headers, name).map(time::compareTo));
  }

  private static Optional<Instant> date(MultiMap headers, String name) {
    String value = headers.get(name);
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
