package io.netdepot.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.sshd.common.SshConstants;
import org.junit.jupiter.api.Test;

/** The rules of docs/security.md that stand in for fixes which the libraries in use do not have. */
class SecurityRulesTest {
  private static boolean isOnTheClassPath(String type) {
    return SecurityRulesTest.class.getResource("/" + type.replace('.', '/') + ".class") != null;
  }

  /** The version of the library that a class comes from, as its jar's name says. */
  private static int[] version(Class<?> type) {
    String jar = type.getProtectionDomain().getCodeSource().getLocation().getPath();
    String number = jar.replaceFirst(".*-(\\d+(?:\\.\\d+)+)[^/]*$", "$1");
    return Arrays.stream(number.split("\\.")).mapToInt(Integer::parseInt).toArray();
  }

  @Test
  void filesOfSwitchesDoNotComeByCamelFtp() {
    assertThat(isOnTheClassPath("org.apache.camel.CamelContext")).isTrue();
    assertThat(isOnTheClassPath("org.apache.camel.component.file.remote.SftpComponent")).isFalse();
  }

  @Test
  void noRouteOfOursCallsOutOverHttp() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("routes"))) {
      List<Path> routes = files.filter(file -> file.toString().endsWith(".yaml")).toList();
      assertThat(routes).isNotEmpty();
      for (Path route : routes) {
        assertThat(Files.readString(route))
            .doesNotContainPattern("(uri|to[dD]?):\\s*[\"']?https?:");
      }
    }
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.camel.component.http..")
        .check(ProductClasses.all());
  }

  @Test
  void corsAndStaticFilesOfVertxAreNotUsed() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("io.vertx.ext.web.handler.CorsHandler")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("io.vertx.ext.web.handler.StaticHandler")
        .orShould()
        .callMethod(
            "org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration",
            "getCors")
        .check(ProductClasses.all());
  }

  @Test
  void librariesHaveTheFixesThatThereAre() {
    assertThat(Arrays.compare(version(SshConstants.class), new int[] {2, 20, 0})).isNotNegative();
    assertThat(Arrays.compare(version(Vertx.class), new int[] {4, 5, 24})).isNotNegative();
  }
}
