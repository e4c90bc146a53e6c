package io.netdepot.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DoubtsTest {
  @Test
  void namesTheLinesThatPeopleWrote() {
    assertThat(
            Doubts.in(
                """
                recording 1
                banner Property of Acme
                greeting
                  out Welcome to Berlin
                exec show run
                  out  description text-1
                  out description Acme of text-1
                  out  name ACME-LAB
                  out "contact": "text-2",
                  out Hostname sw1
                  err Last login: today from host1
                  create /a tar.gz 4 KiB
                """))
        .containsExactly(
            "2: banner Property of Acme",
            "4: out Welcome to Berlin",
            "7: out description Acme of text-1",
            "8: out  name ACME-LAB",
            "11: err Last login: today from host1");
  }

  @Test
  void ofManyTheFirstAreNamed() {
    String text =
        IntStream.range(0, 25).mapToObj(n -> "banner " + n).collect(Collectors.joining("\n"));
    assertThat(Doubts.in(text)).hasSize(21).endsWith("20: banner 19", "and 5 more like these");
  }
}
