package io.netdepot.monitor;

import io.netdepot.routes.LiveRoutes;
import io.netdepot.routes.RouteSet;
import io.netdepot.yaml.FileRefusal;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The step routes as JMX shows them. Thread-safe. */
public final class RoutesBean implements RoutesMXBean {
  private static final Logger log = LoggerFactory.getLogger(RoutesBean.class);

  private final LiveRoutes routes;

  public RoutesBean(LiveRoutes routes) {
    this.routes = routes;
  }

  @Override
  public String getDirectory() {
    return routes.directory().toString();
  }

  @Override
  public List<SetRow> getGenerations() {
    return routes.generations().stream()
        .map(
            set ->
                new SetRow(
                    set.generation(),
                    set.newest(),
                    set.loadedAt().toString(),
                    set.work(),
                    set.files().size(),
                    set.routes().size()))
        .toList();
  }

  @Override
  public List<RouteRow> getRoutes() {
    return routes.generations().stream()
        .filter(RouteSet::newest)
        .flatMap(set -> set.routes().stream())
        .map(route -> new RouteRow(route.id(), route.file(), route.state(), route.inFlight()))
        .toList();
  }

  @Override
  public boolean isRefused() {
    return routes.lastRefusal().isPresent();
  }

  @Override
  public String getLastReloadError() {
    return routes.lastRefusal().map(FileRefusal::text).orElse("");
  }

  @Override
  public String getLastReloadErrorAt() {
    return routes.lastRefusal().map(refusal -> refusal.at().toString()).orElse("");
  }

  @Override
  public boolean isFromLastGood() {
    return routes.isFromLastGood();
  }

  @Override
  public long getLoads() {
    return routes.loads();
  }

  @Override
  public long getRefusals() {
    return routes.refusals();
  }

  @Override
  public String reload() {
    log.info("The step routes are read again, as was asked for over JMX");
    return routes
        .reload()
        .map(refusal -> "Refused, what was at work goes on:\n" + refusal.text())
        .orElse("The files in the folder are at work");
  }
}
