package io.netdepot;

import io.netdepot.catalog.CatalogFailure;
import io.netdepot.cli.RunningService;
import io.netdepot.cli.ServiceStarter;
import io.netdepot.cli.StartProblem;
import io.netdepot.cli.UserPasswords;
import io.netdepot.config.HttpSettings;
import io.netdepot.config.Settings;
import io.netdepot.devices.Devices;
import io.netdepot.notify.WebhookSecret;
import io.netdepot.routes.RoutesRefusedException;
import io.netdepot.routes.StepRoutes;
import io.netdepot.schedule.Schedules;
import io.netdepot.secret.SecretFailure;
import io.netdepot.store.DataLayout;
import io.netdepot.switches.Switches;
import io.netdepot.tls.ServerCertificate;
import io.netdepot.yaml.FileProblem;
import io.netdepot.yaml.FileRefusedException;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Starts the service, and turns what keeps it from starting into sentences. */
final class DepotStarter implements ServiceStarter {
  @Override
  public RunningService start(Settings settings, UserPasswords passwords) throws StartProblem {
    // What libraries say by java.util.logging is for our log, and follows its configuration.
    if (!SLF4JBridgeHandler.isInstalled()) {
      SLF4JBridgeHandler.removeHandlersForRootLogger();
      SLF4JBridgeHandler.install();
    }
    try {
      return Depot.start(settings, passwords);
    } catch (RoutesRefusedException e) {
      throw new StartProblem(e.problems().stream().map(FileProblem::toString).toList());
    } catch (FileRefusedException e) {
      throw new StartProblem(e.problems().stream().map(FileProblem::toString).toList());
    } catch (IOException | SecretFailure | CatalogFailure e) {
      throw new StartProblem(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public List<String> check(Settings settings) {
    List<String> problems = new ArrayList<>();
    if (settings.http().tls() == HttpSettings.Tls.FILES) {
      certificateProblem(settings).ifPresent(problems::add);
    }
    new WebhookSecret(settings.notices()).problem().ifPresent(problems::add);
    problems.addAll(StepRoutes.unknownComponents(Steps.forChecking(settings)));
    StepRoutes.check(settings.routes().directory(), Steps.forChecking(settings), Steps.rules())
        .forEach(problem -> problems.add(problem.toString()));
    Switches.check(settings.switches().file()).forEach(problem -> problems.add(problem.toString()));
    Devices.check(settings.devices().file()).forEach(problem -> problems.add(problem.toString()));
    Schedules.check(settings.schedules().file())
        .forEach(problem -> problems.add(problem.toString()));
    return List.copyOf(problems);
  }

  @Override
  public List<String> remarks(Settings settings) {
    return StepRoutes.remarks(settings.routes().directory());
  }

  private static Optional<String> certificateProblem(Settings settings) {
    try {
      ServerCertificate.of(
          settings.http(),
          DataLayout.beside(settings.store().data()).tlsKeyStore(),
          Clock.systemUTC());
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
