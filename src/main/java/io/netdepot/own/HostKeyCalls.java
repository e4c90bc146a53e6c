package io.netdepot.own;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.http.ApiProblem;
import io.netdepot.http.Call;
import io.netdepot.http.Endpoint;
import io.netdepot.http.Reply;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /host-keys}: which keys are pinned; forget those of a replaced switch. */
public final class HostKeyCalls implements OwnPart {
  private final HostKeyBook book;

  public HostKeyCalls(HostKeyBook book) {
    this.book = book;
  }

  @Override
  public Map<String, Endpoint> endpoints() {
    return Map.of(
        "listHostKeys", this::list, "getHostKeys", this::get, "forgetHostKeys", this::forget);
  }

  private Reply list(Call call) {
    return Reply.json(book.list().stream().map(Wire::of).toList());
  }

  private Reply get(Call call) {
    SwitchAddress address = address(call);
    List<Wire> keys =
        book.list().stream().filter(key -> key.address().equals(address)).map(Wire::of).toList();
    if (keys.isEmpty()) {
      throw notFound(address);
    }
    return Reply.json(keys);
  }

  private Reply forget(Call call) {
    SwitchAddress address = address(call);
    if (!book.forget(address)) {
      throw notFound(address);
    }
    return Reply.noContent();
  }

  private static SwitchAddress address(Call call) {
    String text = call.path("address");
    return SwitchAddress.parse(text)
        .orElseThrow(() -> ApiProblem.of(400, "'" + text + "' is not the address of a switch"));
  }

  private static ApiProblem notFound(SwitchAddress address) {
    return ApiProblem.of(404, "No host key of " + address + " is pinned");
  }

  @JsonPropertyOrder({"address", "type", "fingerprint", "pinnedAt"})
  private record Wire(String address, String type, String fingerprint, @Nullable String pinnedAt) {

    static Wire of(HostKeyBook.PinnedKey key) {
      return new Wire(
          key.address().text(),
          key.type(),
          key.fingerprint(),
          key.pinnedAt().map(Instant::toString).orElse(null));
    }
  }
}
