package io.netdepot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.cli.LauncherRun.Started;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, run as a user runs it. */
class LauncherTest {
  private final Path folder;
  private final LauncherRun launcher;

  LauncherTest(@TempDir Path folder) throws IOException {
    this.folder = folder.toRealPath();
    this.launcher = new LauncherRun(this.folder);
  }

  private String javaThatRan(String... args) throws Exception {
    Started started = launcher.start(args.length == 0 ? new String[] {"serve"} : args);
    assertThat(started.exit()).as(started.err()).isZero();
    return started.out().getFirst();
  }

  @Test
  void takesJavaHomeBeforeANewerOne() throws Exception {
    launcher.built();
    launcher.java("newest", "99", true);
    launcher.environment.put("JAVA_HOME", launcher.java("mine", "21.0.4", true).toString());
    assertThat(javaThatRan()).isEqualTo("runs mine");
  }

  @Test
  void saysThatJavaHomeIsTooOldAndTakesTheNewest() throws Exception {
    launcher.built();
    launcher.java("jdk-23", "23.0.1", true);
    launcher.java("jdk-25", "25-ea", true);
    launcher.java("jdk-8", "1.8.0_402", true);
    Path old = launcher.java("jdk-17", "17.0.15", true);
    launcher.environment.put("JAVA_HOME", old.toString());
    Started started = launcher.start("serve");
    assertThat(started.exit()).isZero();
    assertThat(started.out()).startsWith("runs jdk-25");
    assertThat(started.err())
        .isEqualTo(
            "netdepot: JAVA_HOME ("
                + old
                + ") is Java 17, and Netdepot needs 21 or newer; looking for another one.\n");
  }

  @Test
  void looksOnPathToo() throws Exception {
    launcher.built();
    launcher.java("jdk-21", "21", true);
    Path elsewhere = launcher.java("jdk-24", "24", true);
    Path moved = Files.move(elsewhere, folder.resolve("on path"));
    launcher.onPath(moved.resolve("bin"));
    assertThat(javaThatRan()).isEqualTo("runs jdk-24");
  }

  @Test
  void followsALinkOnPathToTheFolderWithTheCompiler() throws Exception {
    Path jdk = Files.move(launcher.java("jdk-24", "24", true), folder.resolve("real"));
    Path bin = Files.createDirectories(folder.resolve("usr/bin"));
    Files.createSymbolicLink(bin.resolve("java"), jdk.resolve("bin/java"));
    launcher.onPath(bin);
    launcher.maven();
    assertThat(javaThatRan()).isEqualTo("runs jdk-24");
    assertThat(launcher.builds()).singleElement().asString().startsWith(jdk.toString());
  }

  @Test
  void theReleaseFileSparesARun() throws Exception {
    launcher.built();
    Path jdk = launcher.java("jdk-21", "21", true);
    LauncherRun.script(jdk.resolve("bin/java"), "[ \"$1\" != -version ] && echo runs");
    Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"21.0.2\"\n");
    assertThat(javaThatRan()).isEqualTo("runs");
  }

  @Test
  void saysWhatItNeedsWhenThereIsNoJava() throws Exception {
    launcher.built();
    launcher.java("jdk-17", "17", true);
    launcher.java("broken", "not a number", true);
    Started started = launcher.start("serve");
    assertThat(started.exit()).isEqualTo(1);
    assertThat(started.err()).contains("needs a JDK of release 21 or newer", "Install one");
    assertThat(started.out()).isEmpty();
  }

  @Test
  void aJavaHomeWithoutCompilerIsNoJdk() throws Exception {
    launcher.built();
    launcher.java("jdk-21", "21", true);
    launcher.environment.put("JAVA_HOME", launcher.java("jre-25", "25", false).toString());
    Started started = launcher.start("serve");
    assertThat(started.exit()).isZero();
    assertThat(started.out()).startsWith("runs jdk-21");
    assertThat(started.err()).contains("is Java 25 without the compiler");
  }

  @Test
  void withoutACompilerItRunsWhatIsBuiltAndSaysWhyItCannotBuild() throws Exception {
    launcher.java("jre-21", "21", false);
    launcher.maven();
    Started unbuilt = launcher.start("serve");
    assertThat(unbuilt.exit()).isEqualTo(1);
    assertThat(unbuilt.err()).contains("only a Java without the compiler was found");
    launcher.built();
    assertThat(javaThatRan()).isEqualTo("runs jre-21");
  }

  @Test
  void saysHowToGetMaven() throws Exception {
    launcher.java("jdk-21", "21", true);
    Started started = launcher.start("serve");
    assertThat(started.exit()).isEqualTo(1);
    assertThat(started.err()).contains("there is no mvn on PATH", "apt install maven");
  }

  @Test
  void buildsWhenASourceIsNewer() throws Exception {
    Path jdk = launcher.java("jdk-21", "21", true);
    launcher.maven();
    javaThatRan();
    assertThat(launcher.builds()).containsExactly(jdk + " -q -B -Dmaven.test.skip=true package");
    javaThatRan();
    assertThat(launcher.builds()).hasSize(1);
    Path source = Files.writeString(launcher.project.resolve("src/main/A.java"), "");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
    javaThatRan();
    assertThat(launcher.builds()).hasSize(2);
  }

  @Test
  void showsWhyABuildFailedAndBuildsAgainNextTime() throws Exception {
    launcher.java("jdk-21", "21", true);
    launcher.maven("mkdir -p target; : >target/netdepot.jar", "echo 'A.java: no'; exit 1");
    Started started = launcher.start("serve");
    assertThat(started.exit()).isEqualTo(1);
    assertThat(started.err()).contains("A.java: no", "The build failed", "target/build.log");
    launcher.maven();
    assertThat(javaThatRan()).isEqualTo("runs jdk-21");
    assertThat(launcher.builds()).hasSize(2);
  }

  @Test
  void twoLaunchersBuildOnce() throws Exception {
    launcher.java("jdk-21", "21", true);
    Path goOn = folder.resolve("go on");
    launcher.maven("while [ ! -e '" + goOn + "' ]; do sleep 0.05; done");
    Started one = launcher.start("serve");
    Started other = launcher.start("serve");
    Files.writeString(goOn, "");
    assertThat(one.exit()).as(one.err()).isZero();
    assertThat(other.exit()).as(other.err()).isZero();
    assertThat(launcher.builds()).hasSize(1);
    assertThat(launcher.project.resolve("target/build.lock")).doesNotExist();
  }

  @Test
  void aLockWhoseOwnerIsGoneIsTakenOver() throws Exception {
    launcher.java("jdk-21", "21", true);
    launcher.maven();
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    Path lock = Files.createDirectories(launcher.project.resolve("target/build.lock"));
    Files.writeString(lock.resolve("pid"), gone.pid() + "\n");
    assertThat(javaThatRan()).isEqualTo("runs jdk-21");
  }

  @Test
  void worksThroughALinkFromAnyFolderWithBlanksInPaths() throws Exception {
    launcher.built();
    launcher.java("jdk-21", "21", true);
    Path bin = Files.createDirectories(folder.resolve("my bin"));
    Path link = Files.createSymbolicLink(bin.resolve("nd"), Path.of("../a project/netdepot"));
    Started started = launcher.startAs(link, bin, "serve", "--data", "my data", "");
    assertThat(started.exit()).as(started.err()).isZero();
    assertThat(started.out())
        .contains(
            "-Dnetdepot.home=" + launcher.project,
            launcher.project + "/target/netdepot.jar:" + launcher.project + "/target/lib/*",
            "-Dnetdepot.in-terminal=false",
            "-Dnetdepot.out-terminal=false")
        .endsWith("io.netdepot.Netdepot", "serve", "--data", "my data", "");
  }

  @Test
  void keepsTheLogQuietInTheDemoAlone() throws Exception {
    launcher.built();
    launcher.environment.put("JAVA_HOME", launcher.java("jdk-21", "21", true).toString());
    String[] quiet = {"-Dnetdepot.log-level=WARN"};
    Started demo = launcher.start("demo");
    assertThat(demo.exit()).as(demo.err()).isZero();
    assertThat(demo.out()).contains(quiet);
    assertThat(launcher.start("serve").out()).doesNotContain(quiet);
  }

  @Test
  void givesJavaTheOptionsItsReleaseKnows() throws Exception {
    launcher.built();
    Path logging = launcher.project.resolve("config/logback.xml");
    Files.createDirectories(logging.getParent());
    Files.writeString(logging, "");
    launcher.environment.put("NETDEPOT_JAVA_OPTS", "-Xmx2g -Dx=y");
    launcher.environment.put("JAVA_HOME", launcher.java("jdk-21", "21", true).toString());
    Started on21 = launcher.start("serve");
    assertThat(on21.exit()).isZero();
    assertThat(on21.out())
        .containsSubsequence(
            "-Xmx512m",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "-Dlogback.configurationFile=" + logging,
            "-Xmx2g",
            "-Dx=y",
            "-cp")
        .doesNotContain("--sun-misc-unsafe-memory-access=allow");
    launcher.environment.put("JAVA_HOME", launcher.java("jdk-24", "24", true).toString());
    Started on24 = launcher.start("serve");
    assertThat(on24.exit()).isZero();
    assertThat(on24.out()).contains("--sun-misc-unsafe-memory-access=allow");
  }

  @Test
  void testsWithTheStrictBuild() throws Exception {
    Path jdk = launcher.java("jdk-21", "21", true);
    launcher.maven();
    Started started = launcher.start("test", "--soak", "-Dtest=A B");
    assertThat(started.exit()).as(started.err()).isZero();
    assertThat(launcher.builds())
        .containsExactly(jdk + " -B -Pstrict verify -Dnetdepot.soak=true -Dtest=A B");
  }

  @Test
  void makesTheDistributionWithTheJdkItFound() throws Exception {
    Path jdk = launcher.java("jdk-21", "21", true);
    launcher.java("jdk-17", "17", true);
    launcher.maven();
    Started started = launcher.start("dist");
    assertThat(started.exit()).as(started.err()).isZero();
    assertThat(launcher.builds())
        .containsExactly(jdk + " -q -B -Pdist -Dmaven.test.skip=true package");
  }

  @Test
  void helpsInPlaceOfABuild() throws Exception {
    launcher.java("jdk-21", "21", true);
    launcher.maven();
    for (String command : List.of("dist", "test")) {
      Started started = launcher.start(command, "--help");
      assertThat(started.exit()).as(command).isZero();
      assertThat(started.out()).anyMatch(line -> line.contains("./netdepot " + command));
    }
    assertThat(launcher.start("dist", "--faster").exit()).isEqualTo(2);
    assertThat(launcher.builds()).isEmpty();
  }

  @Test
  void helpsWithoutAJava() throws Exception {
    Started help = launcher.start("help");
    assertThat(help.exit()).isZero();
    assertThat(help.out()).anyMatch(line -> line.contains("./netdepot test [--soak]"));
    Started nothing = launcher.start();
    assertThat(nothing.exit()).isEqualTo(2);
    assertThat(nothing.out()).isEmpty();
    assertThat(nothing.err()).contains("./netdepot serve");
  }
}
