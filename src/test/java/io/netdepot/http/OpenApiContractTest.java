package io.netdepot.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenApiContractTest {
  private final OpenApiContract root = OpenApiContract.load("/openapi/root-v1.yaml");
  private final OpenApiContract below = OpenApiContract.load("/openapi/test-v1.yaml");

  @ParameterizedTest
  @CsvSource({
    "/, true",
    "/door, true",
    "/door/x, true",
    "/rooms, true",
    "/rooms/, true",
    "/doors, false",
    "/x, false",
    "*, false",
    "'', false"
  })
  void ownsTheFirstSegmentsOfItsPathsWhenItsServerIsTheRoot(String path, boolean owned) {
    assertThat(root.owns(path)).isEqualTo(owned);
  }

  @ParameterizedTest
  @CsvSource({
    "/test/v1, true",
    "/test/v1/, true",
    "/test/v1/x, true",
    "/test, false",
    "/test/v1x, false",
    "/, false"
  })
  void ownsWhatIsBelowItsServer(String path, boolean owned) {
    assertThat(below.owns(path)).isEqualTo(owned);
  }

  @Test
  void findsTheFixedPathBeforeThePlaceholder() {
    assertThat(root.find("GET", "/rooms/guest")).map(OperationRule::id).hasValue("getGuest");
    assertThat(root.find("GET", "/rooms/blue")).map(OperationRule::id).hasValue("getRoom");
    assertThat(root.find("PUT", "/rooms/guest")).isEmpty();
    assertThat(root.methods("/rooms/guest")).containsExactly("GET", "HEAD");
    assertThat(root.operations())
        .extracting(OperationRule::id)
        .containsSubsequence("getGuest", "getRoom");
  }

  @Test
  void readsWhoMayCall() {
    assertThat(root.operation("headRoot").login()).isEqualTo(LoginRule.NONE);
    assertThat(root.operation("getGuest").login()).isEqualTo(LoginRule.OPTIONAL);
    assertThat(root.operation("getRoom").login()).isEqualTo(LoginRule.REQUIRED);
    // A document that says nothing is not open to all.
    assertThat(below.operation("getThing").login()).isEqualTo(LoginRule.REQUIRED);
  }

  @Test
  void readsWhatKindOfBodyComes() {
    assertThat(root.operation("getRoom").body()).isInstanceOf(BodyRule.None.class);
    assertThat(root.operation("logIn").body()).isInstanceOf(BodyRule.Form.class);
    assertThat(root.operation("fillRoom").body()).isInstanceOf(BodyRule.Stream.class);
    assertThat(root.operation("changeRoom").body())
        .isInstanceOfSatisfying(BodyRule.Json.class, json -> assertThat(json.required()).isFalse());
  }

  @Test
  void saysWhereItIsPublished() {
    assertThat(OpenApiContract.load("/openapi/nmx-v1.yaml").documentPath())
        .isEqualTo("/nmx/v1/openapi.yaml");
  }
}
