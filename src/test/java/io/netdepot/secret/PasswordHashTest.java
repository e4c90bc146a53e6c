package io.netdepot.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PasswordHashTest {
  private final PasswordHash hash =
      PasswordHash.of(Secret.of("pässword"), PasswordHash.FEWEST_ITERATIONS);

  @Test
  void matchesItsPasswordOnly() {
    assertThat(hash.matches(Secret.of("pässword"))).isTrue();
    assertThat(hash.matches(Secret.of("password"))).isFalse();
    assertThat(hash.matches(Secret.of(""))).isFalse();
  }

  // Known answer of PBKDF2-HMAC-SHA-256, made with another implementation (Python's hashlib):
  // password "netdepot", salt of 16 zero bytes, 300,000 iterations, 32 bytes.
  @Test
  void agreesWithOtherImplementations() {
    PasswordHash known =
        PasswordHash.parse(
                "pbkdf2-sha256$300000$AAAAAAAAAAAAAAAAAAAAAA==$gqRwbY/lLBzhLyzyj5dMf3rqdXQT1tdIol6e5fk+zuM=")
            .orElseThrow();
    assertThat(known.matches(Secret.of("netdepot"))).isTrue();
  }

  @Test
  void readsItsOwnFormat() {
    assertThat(hash.format()).startsWith("pbkdf2-sha256$300000$").doesNotContain("pässword");
    assertThat(PasswordHash.parse(hash.format())).contains(hash);
    assertThat(hash.toString()).doesNotContain("$");
  }

  @Test
  void saltsEachHash() {
    assertThat(PasswordHash.of(Secret.of("pässword"), PasswordHash.FEWEST_ITERATIONS))
        .isNotEqualTo(hash);
  }

  @Test
  void usesManyIterationsUnlessTold() {
    assertThat(PasswordHash.of(Secret.of("a")).format()).startsWith("pbkdf2-sha256$600000$");
  }

  @Test
  void refusesTooFewOrTooManyIterations() {
    assertThatThrownBy(() -> PasswordHash.of(Secret.of("a"), 299_999))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(PasswordHash.parse(hash.format().replace("$300000$", "$299999$"))).isEmpty();
    assertThat(PasswordHash.parse(hash.format().replace("$300000$", "$999999999$"))).isEmpty();
    assertThat(PasswordHash.parse(hash.format().replace("$300000$", "$99999999999$"))).isEmpty();
  }

  @Property
  void refusesForeignTextWithoutAnException(@ForAll String text) {
    assertThat(PasswordHash.parse(text)).isEmpty();
    assertThat(PasswordHash.parse("pbkdf2-sha256$600000$" + text + "$" + text)).isEmpty();
  }
}
