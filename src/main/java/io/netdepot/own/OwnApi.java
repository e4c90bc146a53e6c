package io.netdepot.own;

import io.netdepot.http.Api;
import io.netdepot.http.DownloadSource;
import io.netdepot.http.Endpoint;
import io.netdepot.http.EventSource;
import io.netdepot.http.OpenApiContract;
import io.netdepot.http.ProblemShape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Our own API under {@code /netdepot/v1}, put together from its parts. */
public final class OwnApi {
  private OwnApi() {}

  /**
   * The API.
   *
   * @param parts together they answer every documented operation but the document itself
   */
  public static Api of(List<OwnPart> parts) {
    OpenApiContract contract = OpenApiContract.load("/openapi/netdepot-v1.yaml");
    Map<String, Endpoint> endpoints = new HashMap<>();
    Map<String, DownloadSource> downloads = new HashMap<>();
    Map<String, EventSource> streams = new HashMap<>();
    endpoints.put("getDocument", Endpoint.document(contract));
    for (OwnPart part : parts) {
      endpoints.putAll(part.endpoints());
      downloads.putAll(part.downloads());
      streams.putAll(part.streams());
    }
    return new Api(
        "own",
        contract,
        Optional.empty(),
        new ProblemShape(),
        endpoints,
        downloads,
        Map.of(),
        streams);
  }
}
