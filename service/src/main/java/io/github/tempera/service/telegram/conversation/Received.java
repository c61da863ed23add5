package io.github.tempera.service.telegram.conversation;

/**
 * A picture that someone sent, now in the picture store.
 *
 * @param hash what it is stored under
 * @param width in pixels, as it was received
 * @param height in pixels
 * @param file whether it was sent as a file, and is to be answered with one
 */
public record Received(String hash, int width, int height, boolean file) {
  int shortSide() {
    return Math.min(width, height);
  }
}
