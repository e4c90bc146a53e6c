package io.netdepot.source;

import io.netdepot.config.AllowedSources;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which hosts may be connected to, so that nobody who adds an image makes this service reach what
 * only it can reach (server-side request forgery, CWE-918). The one choke point: who connects asks
 * here for the addresses of a name and connects to one of these, so that a name server cannot say
 * something else in between. Immutable, thread-safe.
 *
 * <ul>
 *   <li>An address in a network of {@code images.allow} is taken, whatever its kind.
 *   <li>An address of another {@linkplain AddressKind kind} or of this machine is refused.
 *   <li>All others are taken when {@code any} or the host's name stands in {@code images.allow}.
 * </ul>
 */
public final class AddressRules {
  private final AllowedSources allowed;
  private final Lookup lookup;
  private final Predicate<InetAddress> ours;

  /** How names are looked up. */
  @FunctionalInterface
  public interface Lookup {
    /** Every address of a name, or the one that a literal means. */
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  public AddressRules(AllowedSources allowed) {
    this(allowed, InetAddress::getAllByName, AddressRules::isOfThisMachine);
  }

  /**
   * Rules over other names and another machine than this one.
   *
   * @param ours whether an address is one of the machine's own
   */
  public AddressRules(AllowedSources allowed, Lookup lookup, Predicate<InetAddress> ours) {
    this.allowed = allowed;
    this.lookup = lookup;
    this.ours = ours;
  }

  /**
   * The addresses of a host that may be connected to, at least one.
   *
   * @throws RefusedAddressException when it has addresses, and none of them may be
   * @throws UnknownHostException when it has none
   */
  public List<InetAddress> resolve(String host) throws UnknownHostException {
    List<InetAddress> taken = new ArrayList<>();
    String refusal = "";
    for (InetAddress address : lookup.addresses(host)) {
      Optional<String> refused = refusal(host, address);
      if (refused.isEmpty()) {
        taken.add(address);
      } else if (refusal.isEmpty()) {
        refusal = refused.get();
      }
    }
    if (taken.isEmpty()) {
      throw refusal.isEmpty()
          ? new UnknownHostException(host)
          : new RefusedAddressException(refusal);
    }
    return taken;
  }

  /** Why an address of a host is not connected to, with what to do; empty when it may be. */
  Optional<String> refusal(String host, InetAddress address) {
    if (allowed.covers(address)) {
      return Optional.empty();
    }
    String shown = address.getHostAddress();
    String what = host.equals(shown) ? shown : host + ", which is at " + shown + ",";
    String remedy = "; if it is meant, add " + shown + " to images.allow";
    Optional<AddressKind> kind = AddressKind.of(address);
    if (kind.isPresent()) {
      return Optional.of(
          "Nothing is fetched from " + what + " since that is " + kind.get().sentence() + remedy);
    }
    if (ours.test(address)) {
      return Optional.of(
          "Nothing is fetched from " + what + " since that is an address of this machine" + remedy);
    }
    if (!allowed.any() && !allowed.names(host)) {
      return Optional.of(
          "Nothing is fetched from "
              + what
              + " since images.allow does not name it; add "
              + host
              + " to it if it is meant");
    }
    return Optional.empty();
  }

  // Asked anew each time: addresses come and go while the service runs.
  private static boolean isOfThisMachine(InetAddress address) {
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      // The safe side: what cannot be told is not connected to.
      return true;
    }
  }
}
