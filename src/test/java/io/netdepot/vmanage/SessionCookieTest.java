package io.netdepot.vmanage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionCookieTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "JSESSIONID=abc                             | abc",
        "JSESSIONID=abc; Path=/; HttpOnly           | abc",
        "JSESSIONID=\"abc\"                         | abc",
        "a=b;JSESSIONID=abc;c=d                     | abc",
        "a=b, JSESSIONID = abc                      | abc",
        "JSESSIONID=; x                             | -",
        "XJSESSIONID=abc                            | -",
        "JSESSIONIDX=abc                            | -",
        "jsessionid=abc                             | -",
        "a=JSESSIONID=abc                           | -",
      })
  void findsTheSession(String header, String expected) {
    assertThat(String.join(",", SessionCookie.values(List.of(header))))
        .isEqualTo(expected.equals("-") ? "" : expected);
  }

  @Test
  void readsAFewOfMany() {
    String many = "JSESSIONID=a; ".repeat(500);

    assertThat(SessionCookie.values(List.of(many, many))).hasSize(4);
  }

  @Provide
  Arbitrary<String> cookies() {
    return Arbitraries.of(
            "JSESSIONID", "=", ";", ",", " ", "\"", "a", "é", "\u0000", "Path", "/", "\t")
        .list()
        .ofMaxSize(60)
        .map(parts -> String.join("", parts));
  }

  @Property
  void neverFailsAndNeverGivesWhatIsNoId(@ForAll("cookies") String header) {
    assertThat(SessionCookie.values(List.of(header)))
        .hasSizeLessThanOrEqualTo(4)
        .allMatch(value -> value.matches("[A-Za-z0-9._~-]{1,200}"));
  }

  @Property
  void findsTheSessionAmongAnything(@ForAll("cookies") String before) {
    assertThat(SessionCookie.values(List.of("JSESSIONID=key-1; " + before))).startsWith("key-1");
  }

  @Test
  void saysSecureOverTlsOnly() {
    assertThat(SessionCookie.begin("k", true))
        .isEqualTo("JSESSIONID=k; Path=/; Secure; HttpOnly; SameSite=Strict");
    assertThat(SessionCookie.begin("k", false)).doesNotContain("Secure");
    assertThat(SessionCookie.end(true)).contains("; Secure");
  }
}
