package io.netdepot.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.Architectures;
import io.netdepot.catalog.OperationCatalog;
import io.netdepot.operation.Operations;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Arrows between packages point one way: from the APIs to the work, to what keeps and reaches, to
 * the vocabulary.
 */
class PackageArrowsTest {
  private static final DescribedPredicate<JavaClass> OPERATION_CATALOG =
      JavaClass.Predicates.assignableTo(OperationCatalog.class);

  @Test
  void layersAreEnteredFromAboveOnly() {
    Architectures.layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("io.netdepot..")
        .layer("wiring")
        .definedBy("io.netdepot", "io.netdepot.cli..", "io.netdepot.demo..")
        .layer("outside")
        .definedBy(
            "io.netdepot.nmx..",
            "io.netdepot.nmx..",
            "io.netdepot.vmanage..",
            "io.netdepot.own..",
            "io.netdepot.http..",
            "io.netdepot.jolokia..",
            "io.netdepot.management..",
            "io.netdepot.multipart..",
            "io.netdepot.traces..",
            "io.netdepot.monitor..")
        .layer("work")
        .definedBy(
            "io.netdepot.backup..",
            "io.netdepot.capture..",
            "io.netdepot.collect..",
            "io.netdepot.delivery..",
            "io.netdepot.devices..",
            "io.netdepot.events..",
            "io.netdepot.images..",
            "io.netdepot.imagesync..",
            "io.netdepot.notify..",
            "io.netdepot.operation..",
            "io.netdepot.packages..",
            "io.netdepot.profile..",
            "io.netdepot.routes..",
            "io.netdepot.schedule..",
            "io.netdepot.switches..",
            "io.netdepot.sealing..",
            "io.netdepot.upkeep..")
        .layer("keeping")
        .definedBy(
            "io.netdepot.store..",
            "io.netdepot.archive..",
            "io.netdepot.catalog..",
            "io.netdepot.nvue..",
            "io.netdepot.receive..",
            "io.netdepot.tls..",
            "io.netdepot.source..",
            "io.netdepot.ssh..")
        .layer("ground")
        .definedBy(
            "io.netdepot.secret..",
            "io.netdepot.yaml..",
            "io.netdepot.files..",
            "io.netdepot.config..",
            "io.netdepot.fleet..",
            "io.netdepot.recording..")
        // The simulator plays the other side; it knows nothing of the product but how to write a
        // size or an id.
        .layer("simulator")
        .definedBy("io.netdepot.simulator..")
        .whereLayer("wiring")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("outside")
        .mayOnlyBeAccessedByLayers("wiring")
        .whereLayer("work")
        .mayOnlyBeAccessedByLayers("wiring", "outside")
        .whereLayer("keeping")
        .mayOnlyBeAccessedByLayers("wiring", "outside", "work")
        .whereLayer("ground")
        .mayOnlyBeAccessedByLayers("wiring", "outside", "work", "keeping", "simulator")
        .whereLayer("simulator")
        .mayOnlyBeAccessedByLayers("wiring")
        .check(ProductClasses.all());
  }

  @Test
  void noPackageReachesItselfThroughOthers() {
    slices().matching("io.netdepot.(*)..").should().beFreeOfCycles().check(ProductClasses.all());
  }

  @Test
  void vocabularyDependsOnNothingOfOurs() {
    noClasses()
        .that()
        .resideInAPackage("io.netdepot.fleet..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.netdepot",
            "io.netdepot.catalog..",
            "io.netdepot.cli..",
            "io.netdepot.collect..",
            "io.netdepot.config..",
            "io.netdepot.http..",
            "io.netdepot.notify..",
            "io.netdepot.operation..",
            "io.netdepot.secret..",
            "io.netdepot.yaml..",
            "io.netdepot.ssh..",
            "io.netdepot.store..")
        .check(ProductClasses.all());
  }

  @Test
  void wireRecordsOfAnApiStayInItsPackage() {
    for (String api : List.of("io.netdepot.nmx..", "io.netdepot.vmanage..")) {
      noClasses()
          .that()
          .resideOutsideOfPackages(api, "io.netdepot")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(api)
          .check(ProductClasses.all());
    }
  }

  @Test
  void onlyTheDataLayoutJoinsPathsOfTheStore() {
    noClasses()
        .that()
        .resideInAnyPackage("io.netdepot.store..", "io.netdepot.packages..", "io.netdepot.images..")
        .and()
        .doNotHaveSimpleName("DataLayout")
        .and()
        // Tries the directory out at start, with file names of its own.
        .doNotHaveSimpleName("DataDirectory")
        .should()
        .callMethod(Path.class, "resolve", String.class)
        .check(ProductClasses.all());
  }

  @Test
  void onlyOperationsChangesTheStatesOfTasks() {
    for (String change :
        List.of(
            "accept", "acceptFree", "claim", "complete", "fail", "cancel", "putBack", "finish")) {
      noClasses()
          .that()
          .resideOutsideOfPackage("io.netdepot.catalog..")
          .and()
          .doNotHaveFullyQualifiedName(Operations.class.getName())
          .should()
          .callMethodWhere(target(name(change)).and(target(owner(OPERATION_CATALOG))))
          .check(ProductClasses.all());
    }
  }
}
