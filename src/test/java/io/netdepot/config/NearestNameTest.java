package io.netdepot.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class NearestNameTest {
  private static final List<String> NAMES = List.of("http.port", "ssh.port", "collect.tries");

  @Test
  void suggestsTheNameThatWasMeant() {
    assertThat(NearestName.suggestion("http.prot", NAMES)).isEqualTo("; did you mean http.port?");
    assertThat(NearestName.suggestion("collect.trys", NAMES)).contains("collect.tries");
  }

  @Test
  void suggestsNothingForAnotherName() {
    assertThat(NearestName.suggestion("storage.quota", NAMES)).isEqualTo(".");
  }

  @Property
  void distanceIsSymmetricAndZeroForEqualNamesOnly(
      @ForAll @StringLength(max = 12) String one, @ForAll @StringLength(max = 12) String other) {
    int distance = NearestName.distance(one, other);
    assertThat(distance).isEqualTo(NearestName.distance(other, one));
    assertThat(distance == 0).isEqualTo(one.equals(other));
    assertThat(distance).isLessThanOrEqualTo(Math.max(one.length(), other.length()));
  }
}
