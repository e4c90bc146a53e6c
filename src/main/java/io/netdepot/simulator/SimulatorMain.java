package io.netdepot.simulator;

import io.netdepot.config.DataSize;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * A fleet in a process of its own. Prints one line when all switches listen, and ends at SIGTERM.
 *
 * <p>The password is taken from {@code NETDEPOT_SIMULATOR_PASSWORD}, admin if there is none.
 */
@Command(name = "simulator", description = "Starts simulated switches on loopback addresses.")
public final class SimulatorMain implements Callable<Integer> {
  @Option(names = "--switches", description = "How many; 1 if not given.", defaultValue = "1")
  private int switches = 1;

  @Option(names = "--port", description = "The port of each; 0 takes a free one.")
  private int port;

  @Option(
      names = "--first-address",
      description = "The others follow it; 127.0.1.1 if not given.",
      defaultValue = "127.0.1.1")
  private String firstAddress = "127.0.1.1";

  @Option(
      names = "--size",
      description = "Of a package, such as 1MiB or 1MB.",
      defaultValue = "1MiB",
      converter = SizeText.class)
  private DataSize size = DataSize.ofMib(1);

  @Option(
      names = "--generate",
      description = "How long generating takes, such as 20s or 0.5s.",
      defaultValue = "0s",
      converter = TimeText.class)
  private Duration generateTime = Duration.ZERO;

  @Option(names = "--user", description = "admin if not given.", defaultValue = "admin")
  private String user = "admin";

  @Option(
      names = "--authorized-keys",
      description = "A file of public keys, as OpenSSH writes it, that log the user in as well.")
  private @Nullable Path authorizedKeys;

  @Option(
      names = "--key-exchange",
      split = ",",
      description = "The names of the key exchanges to offer; all there are if not given.")
  private List<String> keyExchanges = List.of();

  @Option(names = "--same-content", description = "All switches serve the same bytes.")
  private boolean sameContent;

  @Option(names = "--ready-file", description = "Gets the ready line when all switches listen.")
  private @Nullable Path readyFile;

  @Option(names = "--until-stdin-closes", description = "Ends when standard input does, too.")
  private boolean untilStdinCloses;

  private SimulatorMain() {}

  /** Runs until SIGTERM; see {@code --help}. */
  public static void main(String[] args) {
    int status = new CommandLine(new SimulatorMain()).execute(args);
    if (status != 0) {
      System.exit(status);
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    try (SimulatedFleet fleet = SimulatedFleet.start(port, fleet(), keyExchanges)) {
      fleet.prepare();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(stop, stopped), "stop"));
      announce(
          String.format(
              Locale.ROOT,
              "Simulator ready: %d switches on %s… port %d",
              switches,
              firstAddress,
              fleet.port()));
      if (untilStdinCloses) {
        System.in.transferTo(OutputStream.nullOutputStream());
      } else {
        stop.await();
      }
    } finally {
      stopped.countDown();
    }
    return 0;
  }

  private List<SimulatedSwitch> fleet() throws IOException {
    String password =
        Optional.ofNullable(System.getenv("NETDEPOT_SIMULATOR_PASSWORD")).orElse("admin");
    List<PublicKey> keys = keys();
    List<SimulatedSwitch> fleet = new ArrayList<>();
    for (String address : LoopbackAddresses.from(firstAddress, switches)) {
      int number = fleet.size() + 1;
      SimulatedSwitch.Builder builder =
          SimulatedSwitch.at(address)
              .hostName("sw" + number)
              .user(user)
              .password(password)
              .packageSize(size.bytes())
              .seed(sameContent ? 0 : number)
              .generateTime(generateTime);
      keys.forEach(builder::authorizedKey);
      fleet.add(builder.build());
    }
    return fleet;
  }

  private List<PublicKey> keys() throws IOException {
    List<PublicKey> keys = new ArrayList<>();
    if (authorizedKeys != null) {
      for (AuthorizedKeyEntry entry : AuthorizedKeyEntry.readAuthorizedKeys(authorizedKeys)) {
        try {
          keys.add(entry.resolvePublicKey(null, PublicKeyEntryResolver.FAILING));
        } catch (GeneralSecurityException e) {
          throw new IOException("A key in " + authorizedKeys + " cannot be read", e);
        }
      }
    }
    return keys;
  }

  // The file first: who reads the line may look at the file at once.
  private void announce(String line) throws IOException {
    if (readyFile != null) {
      Path unfinished = Path.of(readyFile + ".part");
      Files.writeString(unfinished, line + "\n", StandardCharsets.UTF_8);
      Files.move(unfinished, readyFile, StandardCopyOption.ATOMIC_MOVE);
    }
    System.out.println(line);
    System.out.flush();
  }

  private static void end(CountDownLatch stop, CountDownLatch stopped) {
    stop.countDown();
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class SizeText implements ITypeConverter<DataSize> {
    @Override
    public DataSize convert(String text) {
      String binary =
          text.replace("kB", "000B").replace("MB", "000000B").replace("GB", "000000000B");
      try {
        return DataSize.parse(binary);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  private static final class TimeText implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
      } catch (DateTimeParseException e) {
        throw new TypeConversionException("'" + text + "' is not a time; write 20s, 0.5s or 2m");
      }
    }
  }
}
