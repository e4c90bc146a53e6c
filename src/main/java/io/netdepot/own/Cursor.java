package io.netdepot.own;

import io.netdepot.catalog.PageEnd;
import io.netdepot.fleet.EntityId;
import io.netdepot.http.ApiProblem;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.CRC32;

/**
 * Where a page of a list ended, as a text that clients hand back as it is. A checksum over it and
 * the list's name tells a mistyped one, or one of another list; another one tells whether the list
 * was filtered as it is now.
 */
final class Cursor {
  private static final int ID_BYTES = 12;
  private static final int LENGTH =
      Long.BYTES + Integer.BYTES + ID_BYTES + Integer.BYTES + Integer.BYTES;

  private Cursor() {}

  /** {@code filter} is a text that is the same for equal filters. */
  static String of(String list, String filter, PageEnd end) {
    Instant at = end.at();
    ByteBuffer bytes =
        ByteBuffer.allocate(LENGTH)
            .putLong(at.getEpochSecond())
            .putInt(at.getNano())
            .put(HexFormat.of().parseHex(end.id().value()))
            .putInt(sum(filter));
    bytes.putInt(checksum(list, bytes.array()));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /**
   * Reads a cursor back.
   *
   * @throws ApiProblem 400 when it is none of this list, or of one that was filtered otherwise
   */
  static PageEnd read(String list, String filter, String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      ByteBuffer in = ByteBuffer.wrap(bytes);
      // The decoder takes more than one spelling of the last bits.
      if (bytes.length != LENGTH
          || in.getInt(LENGTH - Integer.BYTES) != checksum(list, bytes)
          || !Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text)) {
        throw refused(list);
      }
      Instant at = Instant.ofEpochSecond(in.getLong(), in.getInt());
      byte[] id = new byte[ID_BYTES];
      in.get(id);
      if (in.getInt() != sum(filter)) {
        throw ApiProblem.of(
            400,
            "cursor: made for other filters than these; ask with those of the page before, or leave"
                + " the cursor out to begin with the newest");
      }
      return new PageEnd(at, new EntityId(HexFormat.of().formatHex(id)));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw refused(list);
    }
  }

  private static int sum(String filter) {
    CRC32 sum = new CRC32();
    sum.update(filter.getBytes(StandardCharsets.UTF_8));
    return (int) sum.getValue();
  }

  private static int checksum(String list, byte[] bytes) {
    CRC32 sum = new CRC32();
    sum.update(list.getBytes(StandardCharsets.UTF_8));
    sum.update(bytes, 0, LENGTH - Integer.BYTES);
    return (int) sum.getValue();
  }

  private static ApiProblem refused(String list) {
    return ApiProblem.of(
        400,
        "cursor: not one that a list of "
            + list
            + " answered; take it as it is from next, or leave it out to begin with the newest");
  }
}
