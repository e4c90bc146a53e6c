package io.netdepot.collect;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DumpListingTest {
  private static final String OLD = "/host/dump/nvos_dump_sw1_20260104_090000.tar.gz";
  private static final String NEW = "/host/dump/nvos_dump_sw1_20260105_101500.tar.gz";

  @Test
  void readsTheJsonOfTheListing() {
    DumpListing listing =
        DumpListing.parse(
            """
            {"nvos_dump_sw1_20260104_090000.tar.gz": {"path": "%1$s"},
             "nvos_dump_sw1_20260105_101500.tar.gz": {"path": "%2$s"},
             "latest": {"path": "%2$s"}}
            """
                .formatted(OLD, NEW));
    assertThat(listing.dumps()).extracting(RemoteDump::path).containsExactly(OLD, NEW);
  }

  @Test
  void readsNumbersAsKeysTheWrapperAndLatestAlone() {
    String numbered = "{\"1\": {\"path\": \"%s\"}, \"2\": {\"path\": \"%s\"}}".formatted(OLD, NEW);
    assertThat(DumpListing.parse(numbered).dumps()).hasSize(2);
    assertThat(DumpListing.parse("{\"files\": " + numbered + "}").dumps()).hasSize(2);
    assertThat(DumpListing.parse("{\"latest\": {\"path\": \"%s\"}}".formatted(NEW)).dumps())
        .extracting(RemoteDump::name)
        .containsExactly("nvos_dump_sw1_20260105_101500.tar.gz");
  }

  @Test
  void readsTheTwoColumns() {
    String columns =
        """
        File name                              Tech-support file path
        -------------------------------------  ---------------------------------------------------
        nvos_dump_sw1_20260104_090000.tar.gz   %s
        nvos_dump_sw1_20260105_101500.tar.gz   %s
        """
            .formatted(OLD, NEW);
    assertThat(DumpListing.parse(columns).dumps())
        .extracting(RemoteDump::path)
        .containsExactly(OLD, NEW);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "null",
        "{\"a\": 1}",
        "{\"a\": {\"path\": 7}}",
        "{broken",
        "<html>502</html>",
        "{\"x\": {\"path\": \"/host/../../etc/passwd\"}}"
      })
  void whatHoldsNoPackageIsAnEmptyListing(String text) {
    assertThat(DumpListing.parse(text).dumps()).isEmpty();
  }

  @Test
  void newestIsToldByTheTimeInTheNameAndWasNotThereBefore() {
    DumpListing before = DumpListing.parse("{\"a\": {\"path\": \"%s\"}}".formatted(NEW));
    DumpListing after =
        DumpListing.parse(
            "{\"a\": {\"path\": \"%s\"}, \"b\": {\"path\": \"%s\"}}".formatted(NEW, OLD));
    assertThat(after.newestNotIn(before)).map(RemoteDump::path).contains(OLD);
    assertThat(before.newestNotIn(after)).isEmpty();
  }

  @Property
  void neverThrows(@ForAll String text) {
    assertThat(DumpListing.parse(text).dumps()).allMatch(dump -> dump.path().startsWith("/"));
    DumpListing.parse("{" + text);
  }
}
