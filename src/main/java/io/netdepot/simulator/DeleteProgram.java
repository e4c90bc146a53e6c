package io.netdepot.simulator;

import java.io.IOException;
import java.util.OptionalInt;

/** {@code nv action delete system tech-support files <file>}. */
final class DeleteProgram implements Program {
  private final SimulatedSwitch simulated;
  private final FleetFiles files;
  private final String file;

  DeleteProgram(SimulatedSwitch simulated, FleetFiles files, String file) {
    this.simulated = simulated;
    this.files = files;
    this.file = file;
  }

  @Override
  public OptionalInt run(Terminal terminal) throws IOException {
    Behaviour behaviour = simulated.behaviour();
    if (behaviour.take(Fault.DiesDeleting.class).isPresent()) {
      terminal.connection().cut();
      terminal.connection().waitForEnd();
    }
    if (behaviour.fallsSilent(Fault.Moment.DELETE)) {
      terminal.connection().fallSilent();
      terminal.connection().waitForEnd();
    }
    if (behaviour.take(Fault.DeleteFails.class).isPresent()) {
      return terminal.failAction("Failed to delete: " + file);
    }
    if (!files.delete(simulated, file)) {
      return terminal.failAction("File not found: " + file);
    }
    simulated.counts().deletes.incrementAndGet();
    terminal.print("File delete successfully");
    terminal.print("Action succeeded");
    return Terminal.DONE;
  }
}
