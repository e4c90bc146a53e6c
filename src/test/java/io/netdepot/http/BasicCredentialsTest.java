package io.netdepot.http;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BasicCredentialsTest {
  @Test
  void splitsAtTheFirstColon() {
    assertThat(BasicCredentials.parse(ApiFixture.basic("rw-user", "a:b")))
        .hasValue(new BasicCredentials("rw-user", "a:b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Basic", "Basic !!!", "Bearer abc", "Basic dXNlcg==", "Basic /w==", "Basic a"})
  void takesNothingElse(String header) {
    assertThat(BasicCredentials.parse(header)).isEmpty();
  }

  @Test
  void doesNotShowThePassword() {
    assertThat(new BasicCredentials("u", "hidden")).asString().doesNotContain("hidden");
  }

  @Property
  void readsWhatABrowserWrites(@ForAll @StringLength(max = 40) String password) {
    // Half of a surrogate pair has no UTF-8, so nobody can send it.
    if (password.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
      assertThat(BasicCredentials.parse(ApiFixture.basic("u", password)))
          .hasValue(new BasicCredentials("u", password));
    }
  }

  @Property
  void neverThrows(@ForAll String header) {
    assertThat(BasicCredentials.parse(header)).isNotNull();
    assertThat(BasicCredentials.parse("Basic " + header)).isNotNull();
  }
}
