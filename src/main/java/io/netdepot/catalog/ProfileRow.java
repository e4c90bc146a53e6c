package io.netdepot.catalog;

import io.netdepot.fleet.EntityId;
import io.netdepot.secret.SealedSecret;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;

/** A row of table {@code profile}. */
final class ProfileRow implements RowMapper<Profile> {
  @Override
  public Profile map(ResultSet row, StatementContext context) throws SQLException {
    return new Profile(
        new EntityId(row.getString("id")),
        row.getString("name"),
        row.getString("username"),
        new SealedSecret(row.getBytes("password")),
        row.getBoolean("is_default"));
  }

  static <S extends SqlStatement<S>> S bind(S statement, Profile profile) {
    return statement
        .bind("id", profile.id().value())
        .bind("name", profile.name())
        .bind("username", profile.username())
        .bind("password", profile.password().bytes())
        .bind("isDefault", profile.isDefault());
  }
}
