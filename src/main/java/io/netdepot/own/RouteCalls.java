package io.netdepot.own;

import io.netdepot.http.ApiError;
import io.netdepot.http.ApiProblem;
import io.netdepot.http.Call;
import io.netdepot.http.Endpoint;
import io.netdepot.http.Reply;
import io.netdepot.routes.LiveRoutes;
import io.netdepot.routes.RouteSet;
import io.netdepot.yaml.FileRefusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /routes}: which step routes are at work, and why edited ones are not; reload them. */
public final class RouteCalls implements OwnPart {
  private final LiveRoutes routes;

  public RouteCalls(LiveRoutes routes) {
    this.routes = routes;
  }

  @Override
  public Map<String, Endpoint> endpoints() {
    return Map.of("getRoutes", this::get, "reloadRoutes", this::reload);
  }

  private Reply get(Call call) {
    return Reply.json(Wire.of(routes));
  }

  private Reply reload(Call call) {
    if (routes.generations().isEmpty()) {
      throw new ApiProblem(
          ApiError.of(503, "The step routes are being loaded; ask again in a second")
              .with("Retry-After", "1"));
    }
    Optional<FileRefusal> refusal = routes.reload();
    if (refusal.isPresent()) {
      throw new ApiProblem(
          new ApiError(
              409,
              "routes-refused",
              "The files are refused, and what was at work goes on: " + refusal.get().text(),
              Map.of()));
    }
    return get(call);
  }

  private record Wire(
      boolean lastGood,
      long loads,
      long refusals,
      List<Generation> generations,
      List<String> ignored,
      @Nullable RefusalWire refusal) {

    static Wire of(LiveRoutes routes) {
      return new Wire(
          routes.isFromLastGood(),
          routes.loads(),
          routes.refusals(),
          routes.generations().stream().map(Generation::of).toList(),
          routes.ignored(),
          routes.lastRefusal().map(RefusalWire::of).orElse(null));
    }
  }

  private record Generation(
      int generation,
      boolean newest,
      String loadedAt,
      int work,
      List<File> files,
      List<RouteSet.LoadedRoute> routes) {

    static Generation of(RouteSet set) {
      return new Generation(
          set.generation(),
          set.newest(),
          set.loadedAt().toString(),
          set.work(),
          set.files().stream().map(file -> new File(file.name(), file.digest().hex())).toList(),
          set.routes());
    }
  }

  private record File(String name, String sha256) {}
}
