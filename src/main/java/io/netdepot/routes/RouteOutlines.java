package io.netdepot.routes;

import io.netdepot.routes.RouteOutline.Place;
import io.netdepot.routes.RouteOutline.SeamCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Notes the outlines of a file's routes while somebody goes through it, from top to bottom. */
final class RouteOutlines {
  private static final Pattern SEAM = Pattern.compile("direct:(?://)?([\\w.-]+)");

  private final String file;

  // Mutable state: the routes that have ended, and what is known of the one after them
  private final List<RouteOutline> ended = new ArrayList<>();
  private final List<SeamCall> calls = new ArrayList<>();
  private Optional<Place> from = Optional.empty();
  private Optional<String> seam = Optional.empty();

  RouteOutlines(String file) {
    this.file = file;
  }

  /** A route is from a URI, with the settings in it. */
  void from(String uri, int line) {
    from = Optional.of(new Place(file, line));
    seam = seam(uri);
  }

  /** A route calls a URI, with the settings in it. */
  void call(String uri, int line) {
    seam(uri).ifPresent(name -> calls.add(new SeamCall(name, new Place(file, line))));
  }

  /** All of a route has been noted; {@code line} is that of its id. */
  void end(String id, int line) {
    Place place = new Place(file, line);
    ended.add(new RouteOutline(id, place, from.orElse(place), seam, calls));
    calls.clear();
    from = Optional.empty();
    seam = Optional.empty();
  }

  List<RouteOutline> routes() {
    return List.copyOf(ended);
  }

  private static Optional<String> seam(String uri) {
    Matcher named = SEAM.matcher(uri.strip());
    return named.matches() ? Optional.of(named.group(1)) : Optional.empty();
  }
}
