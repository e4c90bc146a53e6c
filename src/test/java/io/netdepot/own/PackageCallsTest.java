package io.netdepot.own;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.catalog.StoredPackage;
import io.netdepot.nmx.NmxFixture;
import io.netdepot.store.BlobCheck;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackageCallsTest {
  private static final String PACKAGES = "/netdepot/v1/packages";
  private NmxFixture depot;

  @BeforeEach
  void start(@TempDir Path folder) {
    depot = new NmxFixture(folder);
  }

  @AfterEach
  void stop() {
    depot.close();
  }

  private StoredPackage stored(String address, String content) {
    return depot.store(address, "dump.tar.gz", content.getBytes(StandardCharsets.UTF_8));
  }

  private JsonNode get(String path) {
    return NmxFixture.json(depot.http.get(path));
  }

  private List<String> ids(String query) {
    List<String> ids = new ArrayList<>();
    get(PACKAGES + query).get("items").forEach(item -> ids.add(item.get("id").asText()));
    return ids;
  }

  @Test
  void showsWhatTheVendorsApiDoesNot() {
    StoredPackage stored = stored("SW1.example", "abc");

    JsonNode shown = get(PACKAGES + "/" + stored.id());

    assertThat(shown.get("sha256").asText()).isEqualTo(stored.digest().hex());
    assertThat(shown.get("platform").asText()).isEqualTo("nvos");
    assertThat(shown.get("operationId").asText()).isEqualTo(stored.operationId().value());
    assertThat(shown.get("taskId").asText()).isEqualTo(stored.taskId().value());
    assertThat(shown.has("hold")).isFalse();
    assertThat(shown.get("verified").asText()).isEqualTo("not-yet");
    assertThat(shown.has("verifiedAt")).isFalse();
    assertThat(shown.at("/expires/rule").asText()).isEqualTo("packages.keep-age");
    assertThat(shown.at("/expires/at").asText())
        .isEqualTo(stored.storedAt().plus(NmxFixture.PACKAGES_KEPT).toString());
    assertThat(shown).isEqualTo(get(PACKAGES).at("/items/0"));
    String file = shown.get("file").asText();
    assertThat(file).endsWith(PACKAGES + "/" + stored.id() + "/file");
    HttpResponse<byte[]> bytes = depot.http.get(file.substring(file.indexOf("/netdepot")));
    assertThat(bytes.body()).isEqualTo("abc".getBytes(StandardCharsets.UTF_8));
    assertThat(bytes.headers().firstValue("ETag")).isPresent();
    HttpResponse<byte[]> head = depot.http.send("HEAD", file.substring(file.indexOf("/netdepot")));
    assertThat(head.headers().firstValue("Content-Length")).hasValue("3");
  }

  @Test
  void tellsWhatReadingAgainFound() {
    StoredPackage whole = stored("10.0.0.1", "abc");
    StoredPackage damaged = stored("10.0.0.2", "def");
    assertThat(ids("?verified=not-yet")).hasSize(2);
    Instant at = Instant.parse("2026-01-06T00:00:00Z");
    depot
        .catalog
        .blobChecks()
        .record(
            List.of(
                BlobCheck.verified(whole.digest(), at),
                new BlobCheck(
                    damaged.digest(), at, BlobCheck.Outcome.DAMAGED, "It has other bytes")));
    JsonNode good = get(PACKAGES + "/" + whole.id());
    assertThat(good.get("verified").asText()).isEqualTo("verified");
    assertThat(good.get("verifiedAt").asText()).isEqualTo("2026-01-06T00:00:00Z");
    assertThat(good.has("damage")).isFalse();
    JsonNode bad = get(PACKAGES + "?verified=damaged");
    assertThat(bad.get("items")).hasSize(1);
    assertThat(bad.at("/items/0/id").asText()).isEqualTo(damaged.id().value());
    assertThat(bad.at("/items/0/verified").asText()).isEqualTo("damaged");
    assertThat(bad.at("/items/0/damage").asText()).isEqualTo("It has other bytes");
    assertThat(ids("?verified=verified")).containsExactly(whole.id().value());
  }

  @Test
  void turnsPages() {
    List<String> all = new ArrayList<>();
    for (int n = 0; n < 5; n++) {
      all.addFirst(stored("10.0.0." + n, "content " + n).id().value());
    }
    List<String> read = new ArrayList<>();
    String query = "?limit=2";
    for (int pages = 1; ; pages++) {
      JsonNode page = get(PACKAGES + query);
      page.get("items").forEach(item -> read.add(item.get("id").asText()));
      if (!page.has("next")) {
        assertThat(pages).isEqualTo(3);
        break;
      }
      stored("10.0.1." + pages, "newer " + pages);
      query = "?limit=2&cursor=" + page.get("next").asText();
    }
    assertThat(read).isEqualTo(all);
  }

  @Test
  void filters() {
    StoredPackage first = stored("SW1.example", "abc");
    StoredPackage second = stored("2001:db8::1", "abc");
    depot.http.send("PUT", PACKAGES + "/" + first.id() + "/hold");
    String one = first.id().value();
    String two = second.id().value();
    assertThat(ids("")).containsExactly(two, one);
    assertThat(ids("?address=sw1.EXAMPLE.")).containsExactly(one);
    assertThat(ids("?address=2001:DB8:0::1")).containsExactly(two);
    assertThat(ids("?operation=" + first.operationId())).containsExactly(one);
    assertThat(ids("?platform=nvos&held=true")).containsExactly(one);
    assertThat(ids("?held=false")).containsExactly(two);
    assertThat(ids("?platform=other")).isEmpty();
    assertThat(ids("?from=2026-01-05T10:18:42.123Z&to=2026-01-05T10:18:42.124Z")).hasSize(2);
    assertThat(ids("?to=2026-01-05T10:18:42.123Z")).isEmpty();
    assertThat(ids("?from=2026-01-05T11:18:42.123%2B01:00")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cursor=abc",
        "cursor=%20",
        "cursor=AAAAAABpW5FKB1TUwAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "limit=0",
        "limit=1001",
        "limit=x",
        "limit=2&limit=3",
        "address=a%20b",
        "operation=1",
        "held=maybe",
        "verified=perhaps",
        "from=yesterday",
        "to=2026-01-05",
        "from=2026-01-05T10:18:43Z&to=2026-01-05T10:18:42Z"
      })
  void refusesABadQueryAndNamesTheParameter(String query) {
    HttpResponse<byte[]> refused = depot.http.get(PACKAGES + "?" + query);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(NmxFixture.json(refused).get("detail").asText())
        .startsWith(query.substring(0, query.indexOf('=')));
  }

  @Test
  void refusesAMistypedCursorAndOneOfAnotherList() {
    stored("10.0.0.1", "a");
    stored("10.0.0.2", "b");
    String cursor = get(PACKAGES + "?limit=1").get("next").asText();
    for (int at = 0; at < cursor.length(); at++) {
      char other = cursor.charAt(at) == 'x' ? 'y' : 'x';
      String mistyped = cursor.substring(0, at) + other + cursor.substring(at + 1);
      assertThat(depot.http.get(PACKAGES + "?cursor=" + mistyped).statusCode())
          .as(mistyped)
          .isEqualTo(400);
    }
    assertThat(ids("?cursor=" + cursor)).hasSize(1);
  }

  @Test
  void refusesACursorThatWasMadeForOtherFilters() {
    stored("10.0.0.1", "a");
    stored("10.0.0.2", "b");
    String cursor = get(PACKAGES + "?limit=1&from=2026-01-05T10:00:00Z").get("next").asText();
    for (String other : List.of("", "&held=true", "&from=2026-01-05T10:00:01Z")) {
      HttpResponse<byte[]> refused = depot.http.get(PACKAGES + "?cursor=" + cursor + other);
      assertThat(refused.statusCode()).as(other).isEqualTo(400);
      assertThat(NmxFixture.json(refused).get("detail").asText())
          .startsWith("cursor: made for other filters");
    }
    // The same time, and another size of the page.
    assertThat(ids("?limit=9&from=2026-01-05T11:00:00%2B01:00&cursor=" + cursor)).hasSize(1);
  }

  @Test
  void holdsAndReleases() {
    StoredPackage stored = stored("10.0.0.1", "abc");
    String path = PACKAGES + "/" + stored.id();
    JsonNode held =
        NmxFixture.json(depot.http.send("PUT", path + "/hold", "{\"reason\":\"case 7\"}"));
    assertThat(held.at("/hold/reason").asText()).isEqualTo("case 7");
    assertThat(held.at("/hold/by").asText()).isEqualTo("rw-user");
    assertThat(held.has("expires")).as("nothing lets it go").isFalse();
    assertThat(NmxFixture.json(depot.http.send("PUT", path + "/hold", "{\"reason\":\"case 7\"}")))
        .isEqualTo(held);
    assertThat(get(path)).isEqualTo(held);

    HttpResponse<byte[]> refused = depot.http.send("DELETE", path);
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(NmxFixture.json(refused).get("detail").asText())
        .contains("held for rw-user", "DELETE " + path + "/hold");
    HttpResponse<byte[]> vendors =
        depot.http.send("DELETE", "/nmx/v1/support-packages/" + stored.id());
    assertThat(vendors.statusCode()).isEqualTo(409);
    assertThat(NmxFixture.json(vendors).get("customErrorCode").asText()).isEqualTo("conflict");

    assertThat(depot.http.send("DELETE", path + "/hold").statusCode()).isEqualTo(204);
    assertThat(depot.http.send("DELETE", path + "/hold").statusCode()).isEqualTo(204);
    assertThat(get(path).has("hold")).isFalse();
    assertThat(depot.http.send("DELETE", path).statusCode()).isEqualTo(204);
    for (String method : List.of("PUT", "DELETE")) {
      assertThat(depot.http.send(method, path + "/hold").statusCode()).isEqualTo(404);
    }
    assertThat(depot.http.send("DELETE", path).statusCode()).isEqualTo(404);
    assertThat(depot.http.get(path).statusCode()).isEqualTo(404);
    assertThat(depot.http.get(path + "/file").statusCode()).isEqualTo(404);
  }
}
