package io.netdepot.monitor;

import java.util.List;

/** JMX {@code io.netdepot:type=Routes}: the step routes as people edit them. */
@Described("The step routes, which can be edited while the service runs")
public interface RoutesMXBean {
  @Described("The folder of the route files")
  String getDirectory();

  @Described("The sets at work, oldest first; more than one while old work ends on an older one")
  List<SetRow> getGenerations();

  @Described("The routes of the newest set, with the exchanges that are in each at this moment")
  List<RouteRow> getRoutes();

  @Described("Whether the files in the folder are not those that are at work")
  boolean isRefused();

  @Described(
      "Why the files in the folder were refused, a line each with file, line and reason; empty while"
          + " they are at work")
  String getLastReloadError();

  @Described("When the files in the folder were refused, RFC 3339; empty while they are at work")
  String getLastReloadErrorAt();

  @Described("Whether the last good set is at work because the files were bad at the start")
  boolean isFromLastGood();

  @Described("Sets put to work since the start of the service")
  long getLoads();

  @Described("Sets refused since the start of the service")
  long getRefusals();

  @Described("Read the files now and put them to work, or say why not; what is at work goes on")
  String reload();

  /**
   * A set of routes.
   *
   * @param newest whether new work goes to it
   * @param work how many pieces of work are on it
   */
  record SetRow(int generation, boolean newest, String loadedAt, int work, int files, int routes) {}

  /** A route. */
  record RouteRow(String id, String file, String state, int inFlight) {}
}
