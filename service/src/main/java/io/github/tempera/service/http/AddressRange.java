package io.github.tempera.service.http;

import io.github.tempera.TemperaException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * A range of internet addresses that share their first bits.
 *
 * @param address any of them
 * @param bits how many are shared
 */
record AddressRange(InetAddress address, int bits) {

  /**
   * Reads an address or a network such as {@code 10.0.0.0/8}.
   *
   * @throws TemperaException if it is neither
   */
  static AddressRange of(String text) {
    int slash = text.indexOf('/');
    Optional<InetAddress> address = address(slash < 0 ? text : text.substring(0, slash));
    if (address.isPresent()) {
      int most = 8 * address.get().getAddress().length;
      String rest = slash < 0 ? String.valueOf(most) : text.substring(slash + 1);
      if (rest.matches("\\d{1,3}") && Integer.parseInt(rest) <= most) {
        return new AddressRange(address.get(), Integer.parseInt(rest));
      }
    }
    throw new TemperaException(
        "\"%s\" is no address of a proxy: give one such as 127.0.0.1 or 10.0.0.0/8."
            .formatted(text));
  }

  /** The address that is written there; empty where it is none. Never asks a name server. */
  static Optional<InetAddress> address(String text) {
    // Only what cannot be a name, which would be looked up.
    if (!text.matches("\\d{1,3}(\\.\\d{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  boolean contains(InetAddress other) {
    byte[] mine = address.getAddress();
    byte[] its = other.getAddress();
    if (mine.length != its.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> bit % 8;
      if ((mine[bit / 8] & mask) != (its[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}
