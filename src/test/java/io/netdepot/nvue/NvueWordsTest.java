package io.netdepot.nvue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.netdepot.nvue.JobReport.State;
import java.util.Optional;
import java.util.OptionalDouble;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NvueWordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1|1",
        "\"job-1\"|job-1",
        "{\"id\": 5}|5",
        "{\"id\": \"5\"}|5",
        "{\"action-id\": 6}|6",
        "{\"job_id\": \"abc\"}|abc",
        "{\"JobId\": 7}|7",
        "{\"@odata.id\": \"/redfish/v1/Jobs/8\"}|8",
        "{\"href\": \"https://switch/nvue_v1/action/9?x=1\"}|9",
        "{\"location\": \"/nvue_v1/action/10/\"}|10",
        "[11]|11",
        "job-12|job-12",
      })
  void aJobIsNamedInManyWays(String body, String id) {
    assertThat(NvueWords.jobId(body, Optional.empty())).contains(id);
  }

  @Test
  void aJobMayStandInTheLocation() {
    assertThat(NvueWords.jobId("", Optional.of("/nvue_v1/action/3"))).contains("3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}",
        "``",
        "null",
        "true",
        "1.5",
        "{\"id\": {\"id\": 1}}",
        "{\"id\": \"../../etc\"}",
        "<html>1</html>"
      })
  void whatNamesNoJobIsNotTakenForOne(String body) {
    assertThat(NvueWords.jobId(body == null ? "" : body, Optional.empty())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "start, PENDING",
    "running, PENDING",
    "action_running, PENDING",
    "inactive, PENDING",
    "'', PENDING",
    "never_heard_of, PENDING",
    "action_success, DONE",
    "SUCCESS, DONE",
    "completed, DONE",
    "action_error, FAILED",
    "action_failed, FAILED",
    "error, FAILED"
  })
  void aStateHasSynonyms(String word, State state) {
    assertThat(report("{\"state\": \"" + word + "\"}").state()).isEqualTo(state);
  }

  @Test
  void theDocumentedReportIsRead() {
    JobReport report =
        report(
            """
            {"detail": "", "http_status": 200, "issue": [], "percentage": "", "state": "running",
             "status": "", "timeout": 1800, "type": "", "warnings": []}
            """);
    assertThat(report.state()).isEqualTo(State.PENDING);
    assertThat(report.isBad()).isFalse();
    assertThat(report.trouble()).isEmpty();
    assertThat(report.percentage()).isEqualTo(OptionalDouble.empty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"40|40", "\"40\"|40", "\"100%\"|100", "12.5|12.5", "\" 7 % \"|7"})
  void aPercentageIsANumberOrAText(String written, double percentage) {
    assertThat(report("{\"percentage\": " + written + "}").percentage()).hasValue(percentage);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"issue\": [{\"message\": \"no space\"}]}|no space",
        "{\"issue\": [{\"data\": {\"msg\": \"no space\"}}]}|no space",
        "{\"issue\": [\"no space\", \"none\"]}|no space; none",
        "{\"issue\": [[[\"no space\"]]]}|no space",
        "{\"issue\": \"no space\"}|no space",
        "{\"issue\": [], \"detail\": \"no space\", \"status\": \"x\"}|no space",
        "{\"issue\": [{}], \"detail\": \"\", \"status\": \"no space\"}|no space",
        "{\"issue\": [{\"message\": \"\", \"data\": {\"msg\": [\"no\", \"space\"]}}]}|no; space",
      })
  void whatWentWrongStandsInManyPlaces(String body, String trouble) {
    assertThat(report(body).trouble()).isEqualTo(trouble);
  }

  @Test
  void anErrorMayStandInsideOfASuccess() {
    assertThat(report("{\"http_status\": 500, \"state\": \"running\"}").isBad()).isTrue();
    assertThat(report("{\"http_status\": \"500\", \"state\": \"running\"}").isBad()).isTrue();
  }

  @Test
  void aJobThatStartsAgainIsAnotherOne() {
    JobReport running = report("{\"state\": \"running\", \"type\": \"generate\"}");
    assertThat(report("{\"state\": \"start\"}").isOfAnother(running)).isTrue();
    assertThat(report("{\"state\": \"running\", \"type\": \"install\"}").isOfAnother(running))
        .isTrue();
    assertThat(report("{\"state\": \"running\"}").isOfAnother(running)).isFalse();
  }

  @Test
  void aPageIsKnownByItsTypeOrItsBeginning() {
    assertThat(NvueWords.isPage(Optional.of("text/html; charset=utf-8"), "x")).isTrue();
    assertThat(NvueWords.isPage(Optional.of("application/json"), " <!DOCTYPE html>")).isTrue();
    assertThat(NvueWords.isPage(Optional.of("application/json"), "{}")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<html><head><title>502 Bad Gateway</title></head></html>|a page titled 'Bad Gateway'",
        "{\"status\": 404, \"title\": \"Not Found\", \"detail\": \"no such\"}|Not Found: no such",
        "{\"status\": 403, \"title\": \"Forbidden\", \"detail\": \"\"}|Forbidden",
        "{\"status\": \"no such job\", \"title\": \"Not Found\"}|Not Found: no such job",
        "<html><title>400 </title></html>|a page titled '400'",
        "plain words|plain words"
      })
  void whatAnErrorSaysIsShownInAFewWords(String body, String words) {
    assertThat(NvueWords.problem(Optional.empty(), body)).isEqualTo(words);
  }

  @Property(tries = 2_000)
  void noAnswerIsTooOddToBeRead(@ForAll("answers") String body) {
    assertThatCode(
            () -> {
              var unusedId = NvueWords.jobId(body, Optional.of(body));
              var unusedReport = NvueWords.report(body);
              var unusedProblem = NvueWords.problem(Optional.of(body), body);
            })
        .doesNotThrowAnyException();
    assertThat(NvueWords.jobId(body, Optional.of(body)).orElse("1"))
        .matches("[A-Za-z0-9][A-Za-z0-9._:-]{0,127}");
  }

  /** Texts, and JSON whose known fields hold anything. */
  @Provide
  Arbitrary<String> answers() {
    Arbitrary<String> leaf =
        Arbitraries.oneOf(
            Arbitraries.of("1", "-1", "1e400", "null", "true", "\"\"", "\"100%\"", "[]", "{}"),
            Arbitraries.strings().ofMaxLength(20).map(text -> "\"" + escaped(text) + "\""));
    Arbitrary<String> value =
        Arbitraries.lazyOf(
            () -> leaf,
            () -> leaf.list().ofMaxSize(3).map(all -> "[" + String.join(",", all) + "]"),
            () -> leaf.map(each -> "[[{\"message\":" + each + "}]]"),
            () -> leaf.map(each -> "{\"data\":{\"msg\":" + each + "}}"));
    Arbitrary<String> field =
        Arbitraries.of(
                "id",
                "state",
                "issue",
                "detail",
                "status",
                "percentage",
                "http_status",
                "type",
                "title",
                "href")
            .flatMap(name -> value.map(each -> "\"" + name + "\":" + each));
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(200),
        value,
        field.list().ofMaxSize(6).map(all -> "{" + String.join(",", all) + "}"),
        Arbitraries.integers().between(1, 5_000).map("["::repeat));
  }

  private static String escaped(String text) {
    return text.replaceAll("[\\\\\"\\p{Cntrl}]", "");
  }

  private static JobReport report(String body) {
    return NvueWords.report(body).orElseThrow();
  }
}
