package io.netdepot.simulator;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * One simulated switch: who it is, how it behaves, and what clients did on it. Build it, hand it to
 * {@link SimulatedFleet}, then watch it; all methods are safe from any thread.
 */
public final class SimulatedSwitch {
  private final String address;
  private final InetAddress inetAddress;
  private final String hostName;
  private final String user;
  private final String password;
  private final List<PublicKey> authorizedKeys;
  private final HostKeys hostKeys;
  private final PackageContent content;
  private final Duration generateTime;
  private final NameStyle nameStyle;
  private final DumpShelf shelf;
  private final List<String> packagesAtStart;
  private final Behaviour behaviour;
  private final SwitchCounts counts = new SwitchCounts();
  private final Semaphore generating = new Semaphore(1);
  private final ImageShelf images;

  private SimulatedSwitch(Builder builder) {
    address = builder.address;
    inetAddress = builder.inetAddress;
    hostName = builder.hostName;
    user = builder.user;
    password = builder.password;
    authorizedKeys = List.copyOf(builder.authorizedKeys);
    hostKeys = new HostKeys(builder.hostKeyTypes, builder.hostKeys);
    content = new PackageContent(builder.packageSize, builder.seed);
    generateTime = builder.generateTime;
    nameStyle = builder.nameStyle;
    shelf = new DumpShelf(builder.hostName, builder.clock);
    packagesAtStart = List.copyOf(builder.packagesAtStart);
    behaviour = new Behaviour(builder.faults);
    images = new ImageShelf(builder.build, builder.rebootTime);
  }

  /**
   * Begins a switch at a loopback IP address. Without more it is called {@code sw} and the
   * address's last number, takes admin / admin, and generates 1 MiB at once.
   *
   * @throws IllegalArgumentException when the address is not one of loopback
   */
  public static Builder at(String address) {
    return new Builder(address);
  }

  public String address() {
    return address;
  }

  public String hostName() {
    return hostName;
  }

  /** The base names of the packages now on the switch, oldest first. */
  public List<String> packages() {
    return shelf.dumps().stream().map(Dump::name).toList();
  }

  /** TCP connections taken, broken ones included. */
  public int connections() {
    return counts.connections.get();
  }

  /** TCP connections on which SSH may be spoken and that are open now. */
  public int openConnections() {
    return counts.openConnections.get();
  }

  public int logins() {
    return counts.logins.get();
  }

  /** Passwords that were not accepted. */
  public int refusedLogins() {
    return counts.refusedLogins.get();
  }

  /** Packages generated to the end. */
  public int generates() {
    return counts.generates.get();
  }

  /** Packages opened, by SFTP or {@code sudo cat}. */
  public int fetches() {
    return counts.fetches.get();
  }

  /** Packages deleted. */
  public int deletes() {
    return counts.deletes.get();
  }

  /** What the switch runs, such as {@code nvos-25.02.2553}. */
  public String build() {
    return images.build();
  }

  /** Commands to install an image. */
  public int installs() {
    return images.installs().get();
  }

  /** Commands to boot, other than those to install. */
  public int reboots() {
    return images.reboots().get();
  }

  /** Images that the switch fetched. */
  public int imageFetches() {
    return images.fetches().get();
  }

  /** Image files that were put there by SFTP. */
  public int imagePuts() {
    return images.puts().get();
  }

  ImageShelf images() {
    return images;
  }

  /** Commands running now; SFTP does not count. */
  public int runningCommands() {
    return counts.runningCommands.get();
  }

  /** Every command line received, in order. */
  public List<String> commands() {
    return counts.commands();
  }

  /** From now on these faults and no others; none at all heals the switch. */
  public void behave(Fault... faults) {
    behaviour.replace(Arrays.asList(faults));
  }

  /** Gives the switch other host keys, as a replaced switch has. */
  public void replaceHostKeys() throws GeneralSecurityException {
    hostKeys.replace();
  }

  /** The host keys that clients see now. */
  public List<KeyPair> hostKeys() throws GeneralSecurityException {
    return hostKeys.keys();
  }

  InetAddress inetAddress() {
    return inetAddress;
  }

  String user() {
    return user;
  }

  String password() {
    return password;
  }

  List<PublicKey> authorizedKeys() {
    return authorizedKeys;
  }

  PackageContent content() {
    return content;
  }

  Duration generateTime() {
    return generateTime;
  }

  NameStyle nameStyle() {
    return nameStyle;
  }

  List<String> packagesAtStart() {
    return packagesAtStart;
  }

  Behaviour behaviour() {
    return behaviour;
  }

  DumpShelf shelf() {
    return shelf;
  }

  SwitchCounts counts() {
    return counts;
  }

  /** Held by the one generate that may run. */
  Semaphore generating() {
    return generating;
  }

  /** Tells a switch apart from the default one. */
  public static final class Builder {
    private final String address;
    private final InetAddress inetAddress;
    private String hostName;
    private String user = "admin";
    private String password = "admin";
    private final List<PublicKey> authorizedKeys = new ArrayList<>();
    private List<HostKeyType> hostKeyTypes = List.of(HostKeyType.ED25519);
    private List<KeyPair> hostKeys = List.of();
    private long packageSize = 1 << 20;
    private long seed;
    private Duration generateTime = Duration.ZERO;
    private NameStyle nameStyle = NameStyle.FULL_PATH;
    private String build = "nvos-25.02.2553";
    private Duration rebootTime = Duration.ofMillis(300);
    private Clock clock = Clock.systemUTC();
    private final List<String> packagesAtStart = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();

    private Builder(String address) {
      this.address = address;
      if (!address.matches("127(\\.\\d{1,3}){3}|::1")) {
        throw new IllegalArgumentException(
            "'" + address + "' is not a loopback address; write one such as 127.0.1.1");
      }
      try {
        inetAddress = InetAddress.getByName(address);
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException("'" + address + "' is not an IP address", e);
      }
      hostName =
          "sw" + address.substring(1 + address.lastIndexOf(address.contains(":") ? ':' : '.'));
    }

    public Builder hostName(String name) {
      hostName = name;
      return this;
    }

    public Builder user(String name) {
      user = name;
      return this;
    }

    public Builder password(String text) {
      password = text;
      return this;
    }

    /** Lets this key log in as the user, beside the password. */
    public Builder authorizedKey(PublicKey key) {
      authorizedKeys.add(key);
      return this;
    }

    /** The kinds of host keys to make; Ed25519 only, when not called. */
    public Builder hostKeyTypes(HostKeyType... types) {
      hostKeyTypes = List.of(types);
      return this;
    }

    /** The host keys to show at first, in place of new ones. */
    public Builder hostKeys(KeyPair... keys) {
      hostKeys = List.of(keys);
      return this;
    }

    /** The size of generated packages in bytes. */
    public Builder packageSize(long bytes) {
      packageSize = bytes;
      return this;
    }

    /** Which content; switches of the same size and seed serve the same bytes. 0 at first. */
    public Builder seed(long which) {
      seed = which;
      return this;
    }

    /** How long generate takes. */
    public Builder generateTime(Duration time) {
      generateTime = time;
      return this;
    }

    public Builder nameStyle(NameStyle style) {
      nameStyle = style;
      return this;
    }

    /** What the switch runs at first. */
    public Builder build(String id) {
      build = id;
      return this;
    }

    /** How long a reboot takes. */
    public Builder rebootTime(Duration time) {
      rebootTime = time;
      return this;
    }

    /** What the times in package names are read from. */
    public Builder clock(Clock source) {
      clock = source;
      return this;
    }

    /** A package that lies on the switch from the start. */
    public Builder packageAtStart(String name) {
      packagesAtStart.add(name);
      return this;
    }

    public Builder fault(Fault fault) {
      faults.add(fault);
      return this;
    }

    public SimulatedSwitch build() {
      return new SimulatedSwitch(this);
    }
  }
}
