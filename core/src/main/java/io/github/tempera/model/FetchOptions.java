package io.github.tempera.model;

import io.github.tempera.TemperaException;
import java.net.URI;
import java.time.Duration;

/**
 * How a model is fetched.
 *
 * @param encoder where the encoder's checkpoint lies ({@code http} or {@code https})
 * @param decoder where the checkpoint of the paper's decoder lies
 * @param acceptUnverified keep weights that are not the expected ones; the card then says so
 * @param replace fetch although the model is there already
 * @param stallTimeout how long a server may send nothing before the connection is given up
 * @param attempts how often a broken download is taken up again before giving up, 1 to 100
 * @param pause how long to wait before the second attempt; doubled before each further one
 */
public record FetchOptions(
    URI encoder,
    URI decoder,
    boolean acceptUnverified,
    boolean replace,
    Duration stallTimeout,
    int attempts,
    Duration pause) {

  private static final String RELEASE =
      "https://github.com/naoto0804/pytorch-AdaIN/releases/download/v0.0.0/";

  /** The well-known download of the paper's encoder and decoder, converted to PyTorch. */
  public static final FetchOptions DEFAULTS =
      new FetchOptions(
          URI.create(RELEASE + "vgg_normalised.pth"),
          URI.create(RELEASE + "decoder.pth"),
          false,
          false,
          Duration.ofSeconds(30),
          5,
          Duration.ofSeconds(1));

  /**
   * @throws TemperaException if an address is not http(s) or a number is out of range
   */
  public FetchOptions {
    checkAddress("encoder", encoder);
    checkAddress("decoder", decoder);
    checkPositive("stallTimeout", stallTimeout);
    checkPositive("pause", pause);
    if (attempts < 1 || attempts > 100) {
      throw new TemperaException("attempts must be 1 to 100, not " + attempts + ".");
    }
  }

  private static void checkAddress(String option, URI uri) {
    boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!http || uri.getHost() == null) {
      throw new TemperaException(
          "The " + option + "'s address must begin with http:// or https://, not be " + uri + ".");
    }
  }

  private static void checkPositive(String option, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new TemperaException(option + " must be more than 0, not " + value + ".");
    }
  }

  /** The same with both files from elsewhere, for example a mirror. */
  public FetchOptions withAddresses(URI newEncoder, URI newDecoder) {
    return new FetchOptions(
        newEncoder, newDecoder, acceptUnverified, replace, stallTimeout, attempts, pause);
  }

  /** The same, but keeping weights that are not the expected ones, or not. */
  public FetchOptions withAcceptUnverified(boolean accept) {
    return new FetchOptions(encoder, decoder, accept, replace, stallTimeout, attempts, pause);
  }

  /** The same, but fetching anew what is there already, or not. */
  public FetchOptions withReplace(boolean again) {
    return new FetchOptions(
        encoder, decoder, acceptUnverified, again, stallTimeout, attempts, pause);
  }
}
