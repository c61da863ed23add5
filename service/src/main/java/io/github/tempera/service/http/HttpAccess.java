package io.github.tempera.service.http;

import io.github.tempera.TemperaException;
import java.util.List;

/**
 * Whom the HTTP API lets in, and how it tells its clients apart.
 *
 * @param tokens any of these, as {@code Authorization: Bearer …}, opens the API and is one client;
 *     where there are none the API is open and a client is its address
 * @param origins web origins, such as {@code https://example.org}, whose pages may call the API
 *     from a browser ({@code *} for all); none turns CORS off
 * @param proxies addresses or networks ({@code 10.0.0.0/8}) of reverse proxies whose {@code
 *     X-Forwarded-For} and {@code X-Forwarded-Host} are believed
 */
public record HttpAccess(List<String> tokens, List<String> origins, List<String> proxies) {
  /** Open to whoever reaches it; no CORS; no proxy. */
  public static final HttpAccess DEFAULTS = new HttpAccess(List.of(), List.of(), List.of());

  private static final int SHORTEST_TOKEN = 16;

  /**
   * @throws TemperaException if a token is too short to be safe, or an origin or a network is none
   */
  public HttpAccess {
    tokens = List.copyOf(tokens);
    origins = List.copyOf(origins);
    proxies = List.copyOf(proxies);
    for (String token : tokens) {
      // The token itself is a secret and stays out of the sentence.
      if (token.length() < SHORTEST_TOKEN || !token.matches("[A-Za-z0-9._~+/=-]+")) {
        throw new TemperaException(
            "An API token must be %d or more of the letters, digits and ._~+/=-; 'openssl rand -hex 32' makes one."
                .formatted(SHORTEST_TOKEN));
      }
    }
    for (String origin : origins) {
      if (!origin.equals("*") && !origin.matches("https?://[^/\\s]+")) {
        throw new TemperaException(
            "\"%s\" is no web origin: give one such as https://example.org, without a path."
                .formatted(origin));
      }
    }
    proxies.forEach(AddressRange::of);
  }

  /** This access with other tokens. */
  public HttpAccess withTokens(List<String> newTokens) {
    return new HttpAccess(newTokens, origins, proxies);
  }

  /** This access with other origins. */
  public HttpAccess withOrigins(List<String> newOrigins) {
    return new HttpAccess(tokens, newOrigins, proxies);
  }

  /** This access with other proxies. */
  public HttpAccess withProxies(List<String> newProxies) {
    return new HttpAccess(tokens, origins, newProxies);
  }

  /** Never tells the tokens. */
  @Override
  public String toString() {
    return "HttpAccess[%d tokens, origins=%s, proxies=%s]"
        .formatted(tokens.size(), origins, proxies);
  }
}
