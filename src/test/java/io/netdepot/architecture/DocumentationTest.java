package io.netdepot.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.fleet.FailureReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** What the documents say about files, tests, settings, reasons and libraries is so. */
class DocumentationTest {
  private static final Path ROOT = Path.of("").toAbsolutePath();
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)(#[^)]*)?\\)");
  private static final Pattern FILE =
      Pattern.compile("`((?:routes|config|docs|src|bench)/[\\w./-]+)`");
  private static final Pattern TEST_CLASS = Pattern.compile("`([A-Z]\\w+Test)`");
  private static final Pattern SETTING =
      Pattern.compile(
          "`((?:http|management|ssh|collect|nvos|notify|store|routes|vmanage)\\.[a-z][a-z.-]*)[`=]");

  static List<Path> documents() throws IOException {
    List<Path> all =
        new ArrayList<>(List.of(ROOT.resolve("README.md"), ROOT.resolve("RATIONALE.md")));
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(all::add);
    }
    return all;
  }

  private static List<String> found(Pattern pattern, Path file) throws IOException {
    return pattern
        .matcher(Files.readString(file))
        .results()
        .map((MatchResult result) -> result.group(1))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyFileThatIsNamedExists(Path document) throws IOException {
    for (String link : found(LINK, document)) {
      if (!link.contains("://")) {
        assertThat(document.resolveSibling(link)).as("linked in %s", document).exists();
      }
    }
    for (String file : found(FILE, document)) {
      assertThat(ROOT.resolve(file)).as("named in %s", document).exists();
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyTestThatIsNamedExists(Path document) throws IOException {
    Set<String> tests;
    try (Stream<Path> files = Files.walk(ROOT.resolve("src/test/java"))) {
      tests =
          files
              .map(file -> String.valueOf(file.getFileName()))
              .map(name -> name.replace(".java", ""))
              .collect(Collectors.toSet());
    }
    assertThat(tests).containsAll(found(TEST_CLASS, document));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everySettingThatIsNamedIsInTheSettingsFile(Path document) throws IOException {
    String settings = Files.readString(ROOT.resolve("config/application.properties"));
    for (String setting : found(SETTING, document)) {
      if (!setting.equals("ssh.key.") && !setting.endsWith(".yaml")) {
        assertThat(settings).as("named in %s", document).contains("\n#" + setting + "=");
      }
    }
  }

  @Test
  void everyReasonOfAFailureIsExplained() throws IOException {
    String text = Files.readString(ROOT.resolve("docs/operations.md"));
    int begin = text.indexOf("## Why a switch failed");
    String section = text.substring(begin, text.indexOf("\n## ", begin));
    List<String> rows = section.lines().filter(line -> line.startsWith("| `")).toList();
    assertThat(rows)
        .extracting(row -> row.split("`", 3)[1])
        .containsExactlyElementsOf(
            Arrays.stream(FailureReason.values()).map(FailureReason::code).toList());
    for (String row : rows) {
      String[] cells = row.split("\\|", -1);
      assertThat(cells[3].strip())
          .as(cells[1])
          .isEqualTo(FailureReason.of(row.split("`", 3)[1]).retryHelps() ? "yes" : "no");
      assertThat(cells[4]).as("what to do about %s", cells[1]).isNotBlank();
    }
  }

  @Test
  void everyLibraryHasItsReason() throws Exception {
    String rationale = Files.readString(ROOT.resolve("RATIONALE.md"));
    String table = rationale.substring(rationale.indexOf("## Dependencies"));
    for (String library : libraries()) {
      // Those of Camel share a row, where they go without their first name.
      String name = library.equals("camel-ssh") ? library : library.replaceFirst("^camel-", "");
      assertThat(table)
          .as(library)
          .containsPattern("(?<![\\w-])" + Pattern.quote(name) + "(?![\\w-])");
    }
  }

  private static Set<String> libraries() throws Exception {
    Node project =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(ROOT.resolve("pom.xml").toFile())
            .getDocumentElement();
    Set<String> names = new TreeSet<>();
    for (Element dependencies : children(project, "dependencies")) {
      for (Element dependency : children(dependencies, "dependency")) {
        names.add(children(dependency, "artifactId").getFirst().getTextContent());
      }
    }
    assertThat(names).hasSizeGreaterThan(20);
    return names;
  }

  private static List<Element> children(Node parent, String name) {
    NodeList nodes = parent.getChildNodes();
    List<Element> found = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      if (nodes.item(i) instanceof Element element && element.getTagName().equals(name)) {
        found.add(element);
      }
    }
    return found;
  }
}
