package io.netdepot.catalog;

import io.netdepot.fleet.ImageId;
import io.netdepot.fleet.ServerId;
import io.netdepot.store.Md5;
import io.netdepot.store.Sha256;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** A row of table {@code image}. */
final class ImageRow implements RowMapper<Image> {
  static final String INSERT =
      """
      INSERT INTO image (id, file_name, version_name, platform_family, arch, vendor, description,
        tags, image_type, network_function_type, origin, url, server_id, source_id, size, sha256,
        md5, stored_at, updated_at)
      VALUES (:id, :fileName, :versionName, :platformFamily, :arch, :vendor, :description,
        :tags, :imageType, :networkFunctionType, :origin, :url, :serverId, :sourceId, :size, :sha256,
        :md5, :storedAt, :updatedAt)
      """;
  static final String UPDATE =
      """
      UPDATE image SET file_name = :fileName, version_name = :versionName,
        platform_family = :platformFamily, arch = :arch, vendor = :vendor,
        description = :description, tags = :tags, image_type = :imageType,
        network_function_type = :networkFunctionType, origin = :origin, url = :url,
        server_id = :serverId, source_id = :sourceId, size = :size, sha256 = :sha256, md5 = :md5,
        stored_at = :storedAt, updated_at = :updatedAt
      WHERE id = :id
      """;

  /** That a row's bytes come from where {@link #bindPlace} says. */
  static final String IS_FROM_THERE =
      """
      file_name = :fileName AND origin = :origin AND url IS :url AND server_id IS :serverId
        AND source_id IS :sourceId
      """;

  @Override
  public Image map(ResultSet row, StatementContext context) throws SQLException {
    return new Image(
        row.getLong("rid"),
        new ImageId(row.getString("id")),
        row.getString("file_name"),
        new ImageDetails(
            row.getString("version_name"),
            Words.list(row.getString("platform_family")),
            row.getString("arch"),
            row.getString("vendor"),
            row.getString("description"),
            Words.list(row.getString("tags")),
            row.getString("image_type"),
            row.getString("network_function_type")),
        origin(row),
        content(row),
        Times.time(row.getString("updated_at")));
  }

  private static ImageOrigin origin(ResultSet row) throws SQLException {
    String word = row.getString("origin");
    return switch (word) {
      case "uploaded" -> new ImageOrigin.Uploaded();
      case "url" -> new ImageOrigin.Url(row.getString("url"));
      case "repository" -> new ImageOrigin.Repository(row.getString("url"));
      case "server" -> new ImageOrigin.Server(new ServerId(row.getString("server_id")));
      case "found" ->
          new ImageOrigin.Found(new ImageId(row.getString("source_id")), row.getString("url"));
      default -> throw new IllegalStateException("No origin is called " + word);
    };
  }

  private static Optional<ImageContent> content(ResultSet row) throws SQLException {
    String sha256 = row.getString("sha256");
    return sha256 == null
        ? Optional.empty()
        : Optional.of(
            new ImageContent(
                row.getLong("size"),
                new Sha256(sha256),
                Optional.ofNullable(row.getString("md5")).map(Md5::new),
                Times.time(row.getString("stored_at"))));
  }

  static <S extends SqlStatement<S>> S bind(S statement, Image image) {
    ImageDetails details = image.details();
    return bindPlace(bind(statement, image.content()), image)
        .bind("id", image.id().value())
        .bind("versionName", details.versionName())
        .bind("platformFamily", Words.text(details.platformFamily()))
        .bind("arch", details.arch())
        .bind("vendor", details.vendor())
        .bind("description", details.description())
        .bind("tags", Words.text(details.tags()))
        .bind("imageType", details.imageType())
        .bind("networkFunctionType", details.networkFunctionType())
        .bind("updatedAt", Times.text(image.updatedAt()));
  }

  static <S extends SqlStatement<S>> S bindPlace(S statement, Image image) {
    Origin origin = Origin.of(image.origin());
    return statement
        .bind("fileName", image.fileName())
        .bind("origin", origin.word)
        .bind("url", origin.url)
        .bind("serverId", origin.serverId)
        .bind("sourceId", origin.sourceId);
  }

  static <S extends SqlStatement<S>> S bind(S statement, Optional<ImageContent> content) {
    return statement
        .bind("size", content.map(ImageContent::size).orElse(null))
        .bind("sha256", content.map(bytes -> bytes.digest().hex()).orElse(null))
        .bind("md5", content.flatMap(ImageContent::md5).map(Md5::hex).orElse(null))
        .bind("storedAt", content.map(bytes -> Times.text(bytes.storedAt())).orElse(null));
  }

  /** The columns of an origin. */
  record Origin(
      String word, @Nullable String url, @Nullable String serverId, @Nullable String sourceId) {
    static Origin of(ImageOrigin origin) {
      return switch (origin) {
        case ImageOrigin.Uploaded() -> new Origin("uploaded", null, null, null);
        case ImageOrigin.Url(var url) -> new Origin("url", url, null, null);
        case ImageOrigin.Repository(var url) -> new Origin("repository", url, null, null);
        case ImageOrigin.Server(var server) -> new Origin("server", null, server.value(), null);
        case ImageOrigin.Found(var source, var url) ->
            new Origin("found", url, null, source.value());
      };
    }
  }
}
