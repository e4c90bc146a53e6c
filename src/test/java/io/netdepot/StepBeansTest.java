package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.netdepot.routes.StepRoutes;
import io.netdepot.routes.StepSurroundings;
import io.netdepot.yaml.FileProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped route files and examples are good, and docs/routes.md lists what they may call. */
class StepBeansTest {
  private static final Path ROUTES = Path.of("routes");
  private static final Pattern ROW =
      Pattern.compile("\\| (?:`(\\w+)`)? ?\\| ((?:`\\w+[^`]*`(?:, )?)+) \\|.*");
  private static final Pattern METHOD = Pattern.compile("`(\\w+)[^`]*`");

  @TempDir Path folder;

  static Stream<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(ROUTES)) {
      return all.filter(file -> file.toString().endsWith(".camel.yaml")).toList().stream();
    }
  }

  private StepSurroundings surroundings() throws Exception {
    return Steps.forChecking(
        RunningDepot.settings(
            folder.resolve("data"), 22, "platform.notify.folder=" + folder.resolve("notes")));
  }

  @Test
  void beansAndMethodsAreThoseThatAreListed() throws Exception {
    Map<String, Set<String>> listed = new TreeMap<>();
    String bean = "";
    String text = Files.readString(Path.of("docs/routes.md"));
    int begin = text.indexOf("## The beans a step may call");
    for (String line : text.substring(begin, text.indexOf("\n## ", begin)).lines().toList()) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        bean = row.group(1) == null ? bean : row.group(1);
        Set<String> methods = listed.computeIfAbsent(bean, any -> new TreeSet<>());
        METHOD.matcher(row.group(2)).results().forEach(found -> methods.add(found.group(1)));
      }
    }
    assertThat(surroundings().methods()).isEqualTo(listed);
  }

  @ParameterizedTest
  @MethodSource("files")
  void fileKeepsToTheSchemaOfCamel(Path file) throws IOException {
    try (InputStream in = getClass().getResourceAsStream("/schema/camelYamlDsl.json")) {
      JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(in);
      JsonNode text = new YAMLMapper().readTree(Files.readString(file));
      // A placeholder stands where the schema knows numbers and truth values only.
      assertThat(schema.validate(text))
          .filteredOn(
              message ->
                  message.getInstanceNode() == null
                      || !message.getInstanceNode().asText().startsWith("{{"))
          .isEmpty();
    }
  }

  @Test
  void shippedSetIsTaken() throws Exception {
    assertThat(StepRoutes.check(ROUTES, surroundings(), Steps.rules())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("files")
  void exampleIsTakenInItsPlace(Path file) throws Exception {
    if (!file.startsWith(ROUTES.resolve("examples"))) {
      return;
    }
    Path copy = folder.resolve("routes");
    try (Stream<Path> all = Files.walk(ROUTES)) {
      for (Path each : all.toList()) {
        Files.copy(each, copy.resolve(ROUTES.relativize(each).toString()));
      }
    }
    Files.copy(file, copy.resolve("notify.camel.yaml"), StandardCopyOption.REPLACE_EXISTING);
    assertThat(StepRoutes.check(copy, surroundings(), Steps.rules()))
        .extracting(FileProblem::toString)
        .isEmpty();
  }
}
