package io.netdepot.bench;

import io.netdepot.config.CollectSettings;
import io.netdepot.config.DataSize;
import io.netdepot.config.GivenSettings;
import io.netdepot.config.ReceiverSettings;
import io.netdepot.config.StoreSettings;
import io.netdepot.fleet.Access;
import io.netdepot.fleet.EntityIdSource;
import io.netdepot.fleet.Progress;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.fleet.SwitchTask;
import io.netdepot.peer.RealSshd;
import io.netdepot.receive.ReceiverKey;
import io.netdepot.receive.Reception;
import io.netdepot.receive.SftpReceiver;
import io.netdepot.store.DataLayout;
import io.netdepot.store.DiskGuard;
import io.netdepot.store.ReceivedFile;
import io.netdepot.store.Spool;
import io.netdepot.store.StoreHealth;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * One file that OpenSSH's sftp puts to the receiver, which hashes it and makes it durable, against
 * the same put to OpenSSH's server, which does neither. The sides alternate; the receiver runs in
 * this process.
 */
@Command(name = "bench/receiver", mixinStandardHelpOptions = true)
final class ReceiverBench implements Callable<Integer> {
  private static final double BAR = 0.8;
  private static final Duration LIMIT = Duration.ofMinutes(15);

  @Option(names = "--size", defaultValue = "1GiB", description = "Of the file; 1GiB.")
  private String size = "";

  @Option(names = "--rounds", defaultValue = "7", description = "Counted ones; 7.")
  private int rounds;

  private ReceiverBench() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new ReceiverBench()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException, SwitchFailure {
    Figures figures = Figures.begin("Receiver: " + size);
    List<Double> ratios = new ArrayList<>();
    try (Workbench bench = Workbench.open("receiver");
        RealSshd sshd = RealSshd.with().plain().start();
        DataLayout layout = DataLayout.open(bench.folder().resolve("data"))) {
      StoreSettings store = new StoreSettings(bench.folder(), new DataSize(0), 0);
      Spool spool = new Spool(layout, new DiskGuard(layout, store), new StoreHealth());
      Path file = BigFile.make(bench, size);
      try (SftpReceiver receiver =
          SftpReceiver.start(settings(), collect(), ReceiverKey.in(layout.receiverKey()), spool)) {
        for (int round = 0; round <= rounds; round++) {
          boolean first = round % 2 == 0;
          double ours = first ? toReceiver(bench, receiver, spool, file) : 0;
          double theirs = toServer(bench, sshd, file);
          ours = first ? ours : toReceiver(bench, receiver, spool, file);
          figures.line(
              "%s  receiver %.2f s, sftp-server %.2f s",
              round == 0 ? "warm-up " : "round " + round + " ", ours, theirs);
          if (round > 0) {
            ratios.add(theirs / ours);
          }
        }
      }
    }
    figures.bar(Bar.atLeast("throughput, receiver : sftp-server", Figures.median(ratios), BAR));
    return 0;
  }

  private static double toReceiver(Workbench bench, SftpReceiver receiver, Spool spool, Path file)
      throws IOException, InterruptedException, SwitchFailure {
    try (Reception reception = receiver.open(task(), Files.size(file), Progress.UNWATCHED)) {
      URI url = URI.create(reception.url().reveal());
      String[] login = url.getUserInfo().split(":", 2);
      Path askPass = bench.folder().resolve("askpass");
      Files.writeString(askPass, "#!/bin/sh\necho '" + login[1] + "'\n");
      Files.setPosixFilePermissions(askPass, PosixFilePermissions.fromString("rwx------"));
      ProcessBuilder command =
          sftp(bench, url.getPort(), "put " + file, "PreferredAuthentications=password", login[0]);
      command.environment().put("SSH_ASKPASS", askPass.toString());
      command.environment().put("SSH_ASKPASS_REQUIRE", "force");
      long began = System.nanoTime();
      Child.start(bench, "sftp", command).awaitEnd(LIMIT);
      ReceivedFile received = reception.await(LIMIT);
      double seconds = Figures.secondsSince(began);
      if (received.size() != Files.size(file)) {
        throw new IOException("Not all of the file came");
      }
      spool.drop(received);
      return seconds;
    }
  }

  private static double toServer(Workbench bench, RealSshd sshd, Path file)
      throws IOException, InterruptedException {
    Path target = sshd.dumpDir().resolve("pushed");
    ProcessBuilder command =
        sftp(
            bench,
            sshd.port(),
            "put " + file + " " + target,
            "IdentityFile=" + sshd.privateKey(),
            sshd.user());
    long began = System.nanoTime();
    Child.start(bench, "sftp", command).awaitEnd(LIMIT);
    double seconds = Figures.secondsSince(began);
    Files.delete(target);
    return seconds;
  }

  private static ProcessBuilder sftp(
      Workbench bench, int port, String line, String login, String user) throws IOException {
    Path batch = Files.writeString(bench.folder().resolve("batch"), line + "\n");
    List<String> command = new ArrayList<>(List.of("sftp", "-q", "-F", "none"));
    for (String option :
        List.of(
            "BatchMode=no",
            "StrictHostKeyChecking=no",
            "UserKnownHostsFile=/dev/null",
            "LogLevel=ERROR",
            login)) {
      command.addAll(List.of("-o", option));
    }
    command.addAll(
        List.of("-P", String.valueOf(port), "-b", batch.toString(), user + "@127.0.0.1"));
    return new ProcessBuilder(command);
  }

  private static ReceiverSettings settings() {
    return new ReceiverSettings(
        "127.0.0.1", Optional.of(0), Optional.empty(), 8, Duration.ofSeconds(20));
  }

  private static CollectSettings collect() {
    return GivenSettings.of().collect();
  }

  private static SwitchTask task() {
    EntityIdSource ids = new EntityIdSource(Clock.systemUTC(), new Random());
    return new SwitchTask(
        ids.next(),
        ids.next(),
        SwitchAddress.of("127.0.0.1"),
        ids.next(),
        Access.ssh("nvos", 22),
        1,
        Optional.empty());
  }
}
