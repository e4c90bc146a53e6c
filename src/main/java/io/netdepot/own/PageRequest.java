package io.netdepot.own;

import io.netdepot.catalog.PageEnd;
import io.netdepot.http.Call;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which part of a list a client asks for, by the query parameters {@code limit} and {@code cursor}.
 * Lists begin with the newest; what is added or removed while a client turns pages makes it neither
 * miss nor meet twice any other entry.
 *
 * @param list the list's name, in the plural
 * @param filter what the list is narrowed to, as a text that is the same for equal filters
 * @param limit the most entries of a page
 * @param after where the page before ended
 */
record PageRequest(String list, String filter, int limit, Optional<PageEnd> after) {
  private static final int USUAL_LIMIT = 100;

  /**
   * Reads the parameters of a call; the contract bounds the limit.
   *
   * @param filter the other parameters; a record of values, whose text tells it from others
   * @throws io.netdepot.http.ApiProblem 400 when the cursor is none of this list with this filter
   */
  static PageRequest of(String list, Record filter, Call call) {
    return new PageRequest(
        list,
        filter.toString(),
        call.query("limit").map(Integer::parseInt).orElse(USUAL_LIMIT),
        call.query("cursor").map(text -> Cursor.read(list, filter.toString(), text)));
  }

  /** How many entries to read: one more than the page holds tells that there is another page. */
  int toRead() {
    return limit + 1;
  }

  /**
   * Writes the page.
   *
   * @param read up to {@link #toRead} entries, the first below {@link #after}
   * @param end where a page ends whose last entry this is
   */
  <R> Page page(List<R> read, Function<R, PageEnd> end, Function<R, Object> wire) {
    List<R> shown = read.subList(0, Math.min(limit, read.size()));
    return new Page(
        shown.stream().map(wire).toList(),
        read.size() > limit ? Cursor.of(list, filter, end.apply(shown.getLast())) : null);
  }
}
