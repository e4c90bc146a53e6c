package io.netdepot.routes;

import io.netdepot.config.NearestName;
import io.netdepot.routes.RouteOutline.Place;
import io.netdepot.routes.RouteOutline.SeamCall;
import io.netdepot.yaml.FileProblem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Holds the routes of a set against each other. What is new in the set is blamed, where the set
 * before it is known.
 */
final class RouteSetRules {
  private static final String ADD_ONE = "; add one";

  private final Set<String> entries;

  /** {@code entries} are the seams by which the program itself enters the steps. */
  RouteSetRules(Set<String> entries) {
    this.entries = Set.copyOf(entries);
  }

  /** Routes that have their id, or the seam they read, in common with another one. */
  List<FileProblem> clashes(List<RouteOutline> routes, List<RouteOutline> before) {
    List<FileProblem> problems = new ArrayList<>();
    Map<String, RouteOutline> byId = new HashMap<>();
    Map<String, RouteOutline> readers = new HashMap<>();
    for (RouteOutline route : oldOnesFirst(routes, before)) {
      Optional.ofNullable(byId.putIfAbsent(route.id(), route))
          .map(
              other ->
                  "The route id "
                      + route.id()
                      + " is taken by a route in "
                      + other.place()
                      + "; give one of them another id")
          .ifPresent(reason -> problems.add(route.place().problem(reason)));
      route
          .seam()
          .flatMap(seam -> Optional.ofNullable(readers.putIfAbsent(seam, route)))
          .map(
              other ->
                  "Two routes read "
                      + named(route)
                      + ": "
                      + route.id()
                      + ", and "
                      + other.id()
                      + " in "
                      + other.from()
                      + "; a seam has one reader")
          .ifPresent(reason -> problems.add(route.from().problem(reason)));
    }
    return problems;
  }

  private static List<RouteOutline> oldOnesFirst(
      List<RouteOutline> routes, List<RouteOutline> before) {
    return routes.stream()
        .sorted(
            Comparator.comparing(route -> before.stream().noneMatch(old -> isTheSame(old, route))))
        .toList();
  }

  private static boolean isTheSame(RouteOutline old, RouteOutline route) {
    return old.id().equals(route.id())
        && old.seam().equals(route.seam())
        && old.place().file().equals(route.place().file());
  }

  /** Steps that the routes or the program call, and that no route reads. */
  List<FileProblem> gaps(List<RouteOutline> routes, List<RouteOutline> before) {
    Map<String, RouteOutline> readers =
        routes.stream()
            .filter(route -> route.seam().isPresent())
            .collect(Collectors.toMap(route -> route.seam().orElseThrow(), route -> route));
    Set<String> called = new HashSet<>(entries);
    routes.stream().flatMap(route -> route.calls().stream()).forEach(to -> called.add(to.seam()));
    Map<String, RouteOutline> idle = new HashMap<>(readers);
    idle.keySet().removeAll(called);

    List<FileProblem> problems = new ArrayList<>();
    for (RouteOutline route : routes) {
      for (SeamCall call : route.calls()) {
        if (!readers.containsKey(call.seam())) {
          problems.add(
              call.place()
                  .problem(
                      "The route "
                          + route.id()
                          + " calls direct:"
                          + call.seam()
                          + ", and no route is from that"
                          + meant(call.seam(), readers, idle, before)));
        }
      }
    }
    entries.stream()
        .sorted()
        .filter(entry -> !readers.containsKey(entry))
        .forEach(entry -> problems.add(missing(entry, idle, before, routes)));
    return problems;
  }

  private static String meant(
      String seam,
      Map<String, RouteOutline> readers,
      Map<String, RouteOutline> idle,
      List<RouteOutline> before) {
    Optional<RouteOutline> mistyped = NearestName.of(seam, idle.keySet()).map(idle::get);
    if (mistyped.isPresent()) {
      return "; "
          + mistyped.get().from()
          + " reads "
          + named(mistyped.get())
          + ", which nobody calls: is one of the two mistyped?";
    }
    return reader(seam, before)
        .map(old -> "; in the last good set " + old.from() + " read it")
        .or(
            () ->
                NearestName.of(seam, readers.keySet())
                    .map(near -> "; is direct:" + near + " meant?"))
        .orElse("; add one, or correct the name");
  }

  // Without one of them no work would ever be done.
  private static FileProblem missing(
      String entry,
      Map<String, RouteOutline> idle,
      List<RouteOutline> before,
      List<RouteOutline> routes) {
    String reason = "No route is from direct:" + entry + ", which the program calls";
    Optional<RouteOutline> mistyped = NearestName.of(entry, idle.keySet()).map(idle::get);
    if (mistyped.isPresent()) {
      Place from = mistyped.get().from();
      return from.problem(
          reason
              + "; line "
              + from.line()
              + " reads "
              + named(mistyped.get())
              + ", which nobody calls: is direct:"
              + entry
              + " meant?");
    }
    return reader(entry, before)
        .map(old -> old.from().problem(reason + "; in the last good set it was here"))
        .or(() -> named(entry, routes).map(file -> new Place(file, 1).problem(reason + ADD_ONE)))
        .orElseGet(() -> new FileProblem("routes", Optional.empty(), reason + ADD_ONE));
  }

  // A step is called as its file is, or begins or ends so: store-package, collect-nvos.
  private static Optional<String> named(String entry, List<RouteOutline> routes) {
    return routes.stream()
        .map(route -> route.place().file())
        .distinct()
        .filter(file -> ("-" + entry + "-").contains("-" + step(file) + "-"))
        .max(
            Comparator.comparing((String file) -> entry.endsWith(step(file)))
                .thenComparing(file -> step(file).length())
                .thenComparing(Comparator.naturalOrder()));
  }

  private static String step(String file) {
    return file.substring(file.lastIndexOf('/') + 1).replaceFirst("\\..*", "");
  }

  private static Optional<RouteOutline> reader(String seam, List<RouteOutline> routes) {
    return routes.stream().filter(route -> route.reads(seam)).findFirst();
  }

  private static String named(RouteOutline reader) {
    return "direct:" + reader.seam().orElse("");
  }
}
