package io.github.tempera.service.telegram;

import io.github.tempera.TemperaException;
import io.github.tempera.service.telegram.show.Packing;

/**
 * What a Bot API server carries.
 *
 * @param downloadBytes the largest file that a bot may fetch
 * @param photoBytes the largest picture that may be sent as a photo; larger ones go as documents
 * @param documentBytes the largest document that may be sent
 * @param photoSides the greatest sum of a photo's width and height in pixels
 * @param photoRatio the greatest ratio of a photo's sides
 */
public record TelegramLimits(
    long downloadBytes, long photoBytes, long documentBytes, int photoSides, int photoRatio) {
  /** Those of Telegram's own server: 20, 10 and 50 MB, 10,000 pixels, 20 to 1. */
  public static final TelegramLimits DEFAULTS =
      new TelegramLimits(20_000_000, 10_000_000, 50_000_000, 10_000, 20);

  /**
   * @throws TemperaException if a value is not positive
   */
  public TelegramLimits {
    if (downloadBytes < 1
        || photoBytes < 1
        || documentBytes < 1
        || photoSides < 2
        || photoRatio < 1) {
      throw new TemperaException("The limits of the Bot API server must be positive.");
    }
  }

  Packing packing() {
    return new Packing(photoBytes, documentBytes, photoSides, photoRatio);
  }
}
