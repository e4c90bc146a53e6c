package io.netdepot.catalog;

import io.netdepot.fleet.ServerId;
import io.netdepot.secret.SealedSecret;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;

/** A row of table {@code remote_server}. */
final class RemoteServerRow implements RowMapper<RemoteServer> {
  @Override
  public RemoteServer map(ResultSet row, StatementContext context) throws SQLException {
    return new RemoteServer(
        new ServerId(row.getString("id")),
        row.getString("name"),
        row.getString("host"),
        RemoteServer.Protocol.valueOf(row.getString("protocol")),
        row.getInt("port"),
        row.getInt("vpn"),
        row.getString("username"),
        Optional.ofNullable(row.getBytes("password")).map(SealedSecret::new),
        row.getString("prefix"),
        Times.time(row.getString("updated_at")));
  }

  static <S extends SqlStatement<S>> S bind(S statement, RemoteServer server) {
    return statement
        .bind("id", server.id().value())
        .bind("name", server.name())
        .bind("host", server.host())
        .bind("protocol", server.protocol().name())
        .bind("port", server.port())
        .bind("vpn", server.vpn())
        .bind("username", server.username())
        .bind("password", server.password().map(SealedSecret::bytes).orElse(null))
        .bind("prefix", server.prefix())
        .bind("updatedAt", Times.text(server.updatedAt()));
  }
}
