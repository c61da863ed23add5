package io.github.tempera.service.http;

import io.javalin.http.Context;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Tells who asks: the holder of a token or, where the API is open, an address. */
final class Clients {
  private static final String BEARER = "Bearer ";

  private final List<byte[]> tokens;
  private final List<AddressRange> proxies;

  Clients(HttpAccess access) {
    tokens = access.tokens().stream().map(Clients::sha256).toList();
    proxies = access.proxies().stream().map(AddressRange::of).toList();
  }

  /**
   * The client's name, which tells no token.
   *
   * @throws Problem if a token is needed and this is none
   */
  String of(Context ctx) {
    if (tokens.isEmpty()) {
      return withoutToken(ctx);
    }
    String header = Optional.ofNullable(ctx.header("Authorization")).orElse("");
    boolean bearer = header.regionMatches(true, 0, BEARER, 0, BEARER.length());
    byte[] given = sha256(bearer ? header.substring(BEARER.length()).strip() : "");
    for (byte[] token : tokens) {
      // Digests, in constant time: the answer's delay tells nothing of the token.
      if (MessageDigest.isEqual(token, given)) {
        return "token " + HexFormat.of().formatHex(given, 0, 8);
      }
    }
    throw Problem.of(
            401,
            "token-needed",
            bearer
                ? "This token opens nothing here: ask the operator for another."
                : "This service needs a token: send it as 'Authorization: Bearer …'.")
        .with("WWW-Authenticate", "Bearer realm=\"tempera\"");
  }

  /** The client's name where no token is needed. */
  String withoutToken(Context ctx) {
    return "address " + address(ctx);
  }

  /**
   * Host and port that the client asked for, as far as is known; empty where it says none. A
   * trusted proxy that asks in its own name tells in {@code X-Forwarded-Host} what it was asked
   * for.
   */
  String host(Context ctx) {
    String forwarded = ctx.header("X-Forwarded-Host");
    Optional<InetAddress> sender = AddressRange.address(ctx.req().getRemoteAddr());
    boolean believed = forwarded != null && sender.filter(this::isProxy).isPresent();
    String host = believed ? forwarded.replaceFirst(",.*", "") : ctx.header("Host");
    return host == null ? "" : host.strip();
  }

  private boolean isProxy(InetAddress address) {
    return proxies.stream().anyMatch(proxy -> proxy.contains(address));
  }

  /** The address next to the outermost proxy that is trusted. */
  private String address(Context ctx) {
    String remote = ctx.req().getRemoteAddr();
    List<String> path = new ArrayList<>();
    path.add(remote);
    List<String> headers = Collections.list(ctx.req().getHeaders("X-Forwarded-For"));
    Collections.reverse(headers);
    for (String header : headers) {
      List<String> hops = Arrays.asList(header.split(","));
      Collections.reverse(hops);
      hops.forEach(hop -> path.add(hop.strip()));
    }
    String client = remote;
    for (String hop : path) {
      Optional<InetAddress> address = AddressRange.address(withoutBrackets(hop));
      if (address.isEmpty()) {
        // A trusted proxy passed on what is no address: the proxy itself is who is known.
        return client;
      }
      client = name(address.get());
      if (!isProxy(address.get())) {
        return client;
      }
    }
    return client;
  }

  private static String withoutBrackets(String address) {
    return address.startsWith("[") && address.endsWith("]")
        ? address.substring(1, address.length() - 1)
        : address;
  }

  /** An address as it is, or the first half of a long one: one house has all of the second. */
  private static String name(InetAddress address) {
    if (address instanceof Inet6Address && !address.isLoopbackAddress()) {
      return HexFormat.ofDelimiter(":").formatHex(address.getAddress(), 0, 8) + "::/64";
    }
    return address.getHostAddress();
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
