package io.netdepot.nvue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Understands what the REST API answers, as liberally as the many releases of it ask for. Whatever
 * a switch sends, this ends with a value, and quickly. Stateless.
 *
 * <p>Source: NVIDIA's client code for NVOS (open-nvfwupd 2.0.0 and its firmware update guide), the
 * NVOS test suite, Cumulus Linux 5.10 to 5.15 "NVUE API".
 */
final class NvueWords {
  private static final int DEEPEST = 32;
  private static final int LONGEST_NUMBER = 40;
  private static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxNumberLength(LONGEST_NUMBER)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,127}");
  private static final List<String> ID_NAMES =
      List.of("id", "action-id", "action_id", "job_id", "job-id", "jobId", "JobId");
  private static final List<String> LINK_NAMES = List.of("@odata.id", "href", "location");
  private static final Pattern PERCENT =
      Pattern.compile("\\s*(\\d{1,3}(?:\\.\\d{1,6})?)\\s*%?\\s*");
  private static final Pattern TITLE =
      Pattern.compile("<title>\\s*([^<]{1,200})", Pattern.CASE_INSENSITIVE);

  private static final Set<String> DONE =
      Set.of(
          "action_success", "success", "successful", "succeeded", "completed", "complete", "done");
  private static final Set<String> FAILED =
      Set.of(
          "action_error",
          "action_failed",
          "action_failure",
          "error",
          "failed",
          "failure",
          "aborted",
          "action_aborted",
          "timeout",
          "action_timeout");

  private NvueWords() {}

  /** Any JSON; empty when a text is none. */
  static Optional<JsonNode> json(String text) {
    if (text.isBlank()) {
      return Optional.empty();
    }
    try {
      JsonNode root = JSON.readTree(text);
      return root == null || root.isMissingNode() ? Optional.empty() : Optional.of(root);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /**
   * The job that an action became: a number, a text, or a field of an object; else the end of a
   * link to it.
   *
   * @param location the header of the answer
   */
  static Optional<String> jobId(String body, Optional<String> location) {
    Optional<JsonNode> root = json(body);
    Optional<String> named = root.isPresent() ? jobId(root.get()) : plainId(body.strip());
    return named.or(() -> location.flatMap(NvueWords::lastSegment));
  }

  private static Optional<String> jobId(JsonNode root) {
    if (root.isObject()) {
      return Stream.concat(
              ID_NAMES.stream().map(root::path).map(NvueWords::id),
              LINK_NAMES.stream().map(name -> lastSegment(root.path(name).asText())))
          .flatMap(Optional::stream)
          .findFirst();
    }
    return root.isArray() && root.size() == 1 ? jobId(root.get(0)) : id(root);
  }

  private static Optional<String> id(JsonNode node) {
    return node.isIntegralNumber() || node.isTextual() ? plainId(node.asText()) : Optional.empty();
  }

  private static Optional<String> plainId(String text) {
    return ID.matcher(text).matches() ? Optional.of(text) : Optional.empty();
  }

  private static Optional<String> lastSegment(String link) {
    String path = link.split("[?#]", 2)[0];
    String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return plainId(trimmed.substring(trimmed.lastIndexOf('/') + 1));
  }

  /** How a job is getting on; empty when the text is no report of one. */
  static Optional<JobReport> report(String body) {
    return json(body).filter(JsonNode::isObject).map(NvueWords::report);
  }

  private static JobReport report(JsonNode root) {
    return new JobReport(
        state(root.path("state").asText()),
        root.path("state").asText().strip().toLowerCase(Locale.ROOT).equals("start"),
        root.path("type").asText().strip(),
        percentage(root.path("percentage")),
        httpStatus(root.path("http_status")),
        said(root),
        trouble(root));
  }

  private static JobReport.State state(String word) {
    String lower = word.strip().toLowerCase(Locale.ROOT);
    if (DONE.contains(lower)) {
      return JobReport.State.DONE;
    }
    // Whatever else there is (start, running, action_running, inactive) has not ended.
    return FAILED.contains(lower) ? JobReport.State.FAILED : JobReport.State.PENDING;
  }

  private static OptionalDouble percentage(JsonNode node) {
    if (node.isNumber()) {
      return OptionalDouble.of(node.asDouble());
    }
    Matcher matcher = PERCENT.matcher(node.asText());
    return matcher.matches()
        ? OptionalDouble.of(Double.parseDouble(matcher.group(1)))
        : OptionalDouble.empty();
  }

  private static int httpStatus(JsonNode node) {
    return node.isInt() ? node.asInt() : node.asInt(0);
  }

  private static String said(JsonNode root) {
    return String.join("\n", textOf(root.path("status")), textOf(root.path("detail"))).strip();
  }

  private static String trouble(JsonNode root) {
    List<String> found = new ArrayList<>();
    collect(root.path("issue"), found, 0);
    if (found.isEmpty()) {
      Stream.of("detail", "status", "title")
          .map(root::path)
          // As a number it is that of the answer, which is told anyway.
          .filter(node -> !node.isNumber())
          .map(NvueWords::textOf)
          .filter(text -> !text.isBlank())
          .findFirst()
          .ifPresent(found::add);
    }
    return String.join("; ", found);
  }

  // issue[0].message, issue[].data.msg, texts, and lists of any of these in each other.
  private static void collect(JsonNode node, List<String> found, int depth) {
    if (found.size() >= 10 || depth > DEEPEST) {
      return;
    }
    if (node.isArray()) {
      node.forEach(each -> collect(each, found, depth + 1));
    } else if (node.isObject()) {
      String text =
          Stream.of(node.path("message"), node.path("data").path("msg"), node.path("msg"))
              .map(NvueWords::textOf)
              .filter(each -> !each.isBlank())
              .findFirst()
              .orElse("");
      if (text.isBlank()) {
        collect(node.path("data"), found, depth + 1);
      } else {
        found.add(text);
      }
    } else {
      String text = textOf(node);
      if (!text.isBlank()) {
        found.add(text);
      }
    }
  }

  private static String textOf(JsonNode node) {
    if (node.isArray()) {
      List<String> texts = new ArrayList<>();
      node.forEach(each -> texts.add(each.isValueNode() ? each.asText() : each.toString()));
      return String.join("; ", texts).strip();
    }
    return node.isValueNode() && !node.isNull() ? node.asText().strip() : "";
  }

  /** Whether a body is a page for people, which only a proxy sends. */
  static boolean isPage(Optional<String> contentType, String body) {
    String type = contentType.orElse("").strip().toLowerCase(Locale.ROOT);
    String start = body.stripLeading().toLowerCase(Locale.ROOT);
    return type.startsWith("text/html")
        || start.startsWith("<!doctype")
        || start.startsWith("<html")
        || start.startsWith("<head");
  }

  // Proxies begin their titles with the status, which is told anyway.
  private static String untold(String title) {
    return title.strip().replaceFirst("^[1-5]\\d{2} +(?=\\S)", "");
  }

  /** What an answer that is no success says about it, in a few words for people; may be empty. */
  static String problem(Optional<String> contentType, String body) {
    if (isPage(contentType, body)) {
      Matcher title = TITLE.matcher(body);
      return title.find() ? "a page titled '" + untold(title.group(1)) + "'" : "a page";
    }
    Optional<JsonNode> root = json(body);
    if (root.isEmpty()) {
      return body.strip().length() <= 200 ? body.strip() : "";
    }
    String title = textOf(root.get().path("title"));
    String detail = trouble(root.get());
    if (title.isBlank() || detail.isBlank() || detail.equals(title)) {
      return title.isBlank() ? detail : title;
    }
    return title + ": " + detail;
  }
}
