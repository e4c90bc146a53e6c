package io.netdepot;

import io.netdepot.catalog.Catalog;
import io.netdepot.catalog.CatalogFailure;
import io.netdepot.catalog.SealedSecrets.Kept;
import io.netdepot.catalog.SqliteCatalog;
import io.netdepot.cli.CommandProblem;
import io.netdepot.cli.DataCare;
import io.netdepot.sealing.Rekey;
import io.netdepot.secret.SecretFailure;
import io.netdepot.store.DataLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks after a data directory for the commands. */
final class DepotCare implements DataCare {
  @Override
  public Report rekey(Path data, boolean lost) throws CommandProblem {
    requireCatalog(data);
    try (DataLayout layout = DataLayout.open(data);
        Catalog catalog = SqliteCatalog.open(layout.catalog())) {
      Rekey rekey = new Rekey(layout, catalog.secrets());
      return report(lost ? rekey.runWithoutOldKey() : rekey.run());
    } catch (IOException | SecretFailure | CatalogFailure e) {
      throw problem(e);
    }
  }

  private static Report report(Rekey.Done done) {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        done.sealed()
            + " passwords are encrypted with the new key, whose fingerprint is "
            + done.key()
            + ".");
    for (Kept kept : done.lost()) {
      sentences.add(
          "The password of the "
              + switch (kept.purpose()) {
                case PROFILE -> "switch profile ";
                case REMOTE_SERVER -> "remote server ";
              }
              + kept.name()
              + " cannot be read any more; enter it again.");
    }
    return new Report(done.lost().isEmpty(), sentences);
  }

  private static void requireCatalog(Path data) throws CommandProblem {
    if (!Files.isRegularFile(DataLayout.beside(data).catalog())) {
      throw new CommandProblem(
          "There is no catalog in " + data + "; --data DIR names the directory of the service.");
    }
  }

  private static CommandProblem problem(Exception e) {
    return new CommandProblem(String.valueOf(e.getMessage()));
  }
}
