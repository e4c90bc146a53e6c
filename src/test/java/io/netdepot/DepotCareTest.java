package io.netdepot;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netdepot.cli.CommandProblem;
import io.netdepot.cli.DataCare;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DepotCareTest {
  private static final DataCare.Manner LINKS = new DataCare.Manner(false, false);

  @Test
  void aBackupIsNotMadeInsideTheDataDirectoryByAnotherName(@TempDir Path folder) throws Exception {
    Path data = folder.resolve("data");
    TestDepot.start(data, Map.of()).close();
    Path link = Files.createSymbolicLink(folder.resolve("link"), data);
    DepotCare care = new DepotCare();
    assertThatThrownBy(
            () -> care.backup(data, link.resolve("safe"), LINKS, (doing, done, of) -> {}))
        .isInstanceOf(CommandProblem.class)
        .hasMessageContaining("lie in one another");
    assertThatThrownBy(
            () -> care.backup(link, data.resolve("safe"), LINKS, (doing, done, of) -> {}))
        .isInstanceOf(CommandProblem.class)
        .hasMessageContaining("lie in one another");
  }
}
