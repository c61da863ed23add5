package io.github.tempera.service.telegram;

/**
 * A picture in a message, still with Telegram.
 *
 * @param fileId what to fetch it by
 * @param bytes its size, 0 if Telegram does not say
 * @param file whether it was sent as a file, uncompressed
 */
record Attachment(String fileId, long bytes, boolean file) {}
