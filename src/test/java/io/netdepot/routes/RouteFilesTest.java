package io.netdepot.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteFilesTest {
  @Test
  void readsRouteFilesBelowTheDirectoryInTheOrderOfTheirNames(@TempDir Path directory)
      throws IOException {
    Files.createDirectories(directory.resolve("platforms"));
    Files.writeString(directory.resolve("store.camel.yaml"), "b");
    Files.writeString(directory.resolve("collect.camel.yaml"), "a");
    Files.writeString(directory.resolve("platforms/nvos.camel.yaml"), "c");
    Files.writeString(directory.resolve("README"), "not a route");
    Files.writeString(directory.resolve("collect.camel.yaml~"), "an editor's copy");
    assertThat(RouteFiles.read(directory).files())
        .containsExactly(
            new RouteFiles.RouteFile("collect.camel.yaml", "a"),
            new RouteFiles.RouteFile("platforms/nvos.camel.yaml", "c"),
            new RouteFiles.RouteFile("store.camel.yaml", "b"));
  }

  @Test
  void missingDirectoryIsNamed(@TempDir Path directory) {
    assertThatThrownBy(() -> RouteFiles.read(directory.resolve("nowhere")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nowhere")
        .hasMessageContaining("--routes");
  }
}
