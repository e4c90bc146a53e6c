package io.netdepot.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.routes.RouteFiles.RouteFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoodRoutesTest {
  private static final RouteFile FIRST = new RouteFile("a.camel.yaml", "- route: first\n");
  private static final RouteFile DEEP = new RouteFile("b/c/d.camel.yaml", "- route: deep\n");

  @TempDir Path folder;

  private GoodRoutes kept() {
    return new GoodRoutes(folder.resolve("kept"));
  }

  @Test
  void lastSetIsFoundAndTheOnesBeforeAreGone() throws Exception {
    RouteFiles one = new RouteFiles(List.of(FIRST, DEEP));
    RouteFiles two = new RouteFiles(List.of(new RouteFile("a.camel.yaml", "- other\n"), DEEP));
    kept().keep(one);
    assertThat(kept().read()).contains(one);
    kept().keep(two);
    assertThat(kept().read()).contains(two);
    try (Stream<Path> there = Files.list(folder.resolve("kept"))) {
      assertThat(there.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("current", two.digest().hex());
    }
  }

  @Test
  void fileThatDidNotChangeIsTheSameOnDisk() throws Exception {
    RouteFiles one = new RouteFiles(List.of(FIRST, DEEP));
    RouteFiles two = new RouteFiles(List.of(DEEP));
    kept().keep(one);
    Object before = inode(one, DEEP);
    kept().keep(two);
    assertThat(inode(two, DEEP)).isEqualTo(before);
  }

  @Test
  void whatATryThatWasCutOffLeftIsReplaced() throws Exception {
    RouteFiles one = new RouteFiles(List.of(FIRST));
    RouteFiles two = new RouteFiles(List.of(FIRST, DEEP));
    kept().keep(one);
    Path left = path(two, FIRST);
    Files.createDirectories(left.resolveSibling(""));
    Files.writeString(left, "half");
    kept().keep(two);
    assertThat(kept().read()).contains(two);
  }

  @Test
  void setThatSomebodyChangedIsNoneAndIsWrittenAnew() throws Exception {
    RouteFiles one = new RouteFiles(List.of(FIRST, DEEP));
    kept().keep(one);
    Files.writeString(path(one, DEEP), "changed");
    assertThat(kept().read()).isEmpty();
    kept().keep(one);
    assertThat(kept().read()).contains(one);
  }

  private Path path(RouteFiles set, RouteFile file) {
    return folder.resolve("kept").resolve(set.digest().hex()).resolve(file.name());
  }

  private Object inode(RouteFiles set, RouteFile file) throws Exception {
    return Files.getAttribute(path(set, file), "unix:ino");
  }
}
