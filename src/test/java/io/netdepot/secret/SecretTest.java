package io.netdepot.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serializable;
import org.junit.jupiter.api.Test;

class SecretTest {
  private final Secret secret = Secret.of("pässword 1");

  @Test
  void revealsWhatItHolds() {
    assertThat(secret.reveal()).isEqualTo("pässword 1");
  }

  @Test
  void showsNothingAsText() {
    assertThat(secret).hasToString("•••");
    assertThat("a secret: " + secret).doesNotContain("pässword");
  }

  @Test
  void cannotBeSerialized() {
    assertThat(secret).isNotInstanceOf(Serializable.class);
  }

  @Test
  void isEqualToTheSameText() {
    assertThat(secret)
        .isEqualTo(Secret.of("pässword 1"))
        .hasSameHashCodeAs(Secret.of("pässword 1"));
    assertThat(secret).isNotEqualTo(Secret.of("pässword 2")).isNotEqualTo(Secret.of("pässword"));
    assertThat(secret).isNotEqualTo("pässword 1");
  }

  @Test
  void keepsACopyOfTheCharacters() {
    char[] characters = {'a', 'b'};
    Secret copied = new Secret(characters);
    characters[0] = 'x';
    assertThat(copied.reveal()).isEqualTo("ab");
  }
}
