package io.github.tempera.service.http;

import io.github.tempera.TemperaException;
import io.github.tempera.service.painting.Order;
import java.time.Duration;

/**
 * How much of anything the HTTP API takes.
 *
 * @param bodyBytes the most bytes of one request's body; while it is read twice that is held in
 *     memory
 * @param styles the most styles of one picture
 * @param uploads the most bodies that are received at one time
 * @param uploadsPerClient the most of them from one client
 * @param uploadTime how long a body may take to arrive whole
 * @param usualWait how long a stylization is waited for where the client does not say
 * @param longestWait the longest that a client may ask to wait
 * @param previews the most previews held
 * @param previewsPerClient the most previews held for one client
 * @param previewSize the most pixels along the short side of a preview
 * @param previewIdle how long an unused preview is held
 * @param eventStreams the most streams of events that are open
 * @param eventStreamsPerClient the most of them from one client
 */
public record HttpLimits(
    int bodyBytes,
    int styles,
    int uploads,
    int uploadsPerClient,
    Duration uploadTime,
    Duration usualWait,
    Duration longestWait,
    int previews,
    int previewsPerClient,
    int previewSize,
    Duration previewIdle,
    int eventStreams,
    int eventStreamsPerClient) {
  /** For a small machine. */
  public static final HttpLimits DEFAULTS =
      new HttpLimits(
          40_000_000,
          8,
          16,
          4,
          Duration.ofSeconds(60),
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          200,
          5,
          512,
          Duration.ofMinutes(10),
          200,
          10);

  /**
   * @throws TemperaException if a value is out of its range
   */
  public HttpLimits {
    check("body bytes", bodyBytes, 1_000, 1_000_000_000);
    check("styles", styles, 1, Order.MOST_STYLES);
    check("uploads", uploads, 1, 10_000);
    check("uploads per client", uploadsPerClient, 1, 10_000);
    check("previews", previews, 1, 100_000);
    check("previews per client", previewsPerClient, 1, 100_000);
    check("preview size", previewSize, 64, 2048);
    check("event streams", eventStreams, 1, 100_000);
    check("event streams per client", eventStreamsPerClient, 1, 100_000);
    check("upload time", uploadTime, 1, 3_600);
    check("usual wait", usualWait, 0, 600);
    check("longest wait", longestWait, 0, 600);
    check("idle time of a preview", previewIdle, 1, 86_400);
    if (usualWait.compareTo(longestWait) > 0) {
      throw new TemperaException(
          "The usual wait of %d s is longer than the longest of %d s."
              .formatted(usualWait.toSeconds(), longestWait.toSeconds()));
    }
  }

  private static void check(String what, Duration value, long least, long most) {
    if (value.toSeconds() < least || value.toSeconds() > most) {
      throw new TemperaException(
          "The limit of %s must be %d to %d seconds, not %d."
              .formatted(what, least, most, value.toSeconds()));
    }
  }

  private static void check(String what, long value, long least, long most) {
    if (value < least || value > most) {
      throw new TemperaException(
          "The limit of %s must be %d to %d, not %d.".formatted(what, least, most, value));
    }
  }

  /** These limits with another size of bodies. */
  public HttpLimits withBodyBytes(int newBodyBytes) {
    return new HttpLimits(
        newBodyBytes,
        styles,
        uploads,
        uploadsPerClient,
        uploadTime,
        usualWait,
        longestWait,
        previews,
        previewsPerClient,
        previewSize,
        previewIdle,
        eventStreams,
        eventStreamsPerClient);
  }

  /** These limits with other limits of what is received at one time. */
  public HttpLimits withUploads(int newUploads, int newUploadsPerClient, Duration newUploadTime) {
    return new HttpLimits(
        bodyBytes,
        styles,
        newUploads,
        newUploadsPerClient,
        newUploadTime,
        usualWait,
        longestWait,
        previews,
        previewsPerClient,
        previewSize,
        previewIdle,
        eventStreams,
        eventStreamsPerClient);
  }

  /** These limits with other limits of previews. */
  public HttpLimits withPreviews(
      int newPreviews, int newPreviewsPerClient, int newPreviewSize, Duration newPreviewIdle) {
    return new HttpLimits(
        bodyBytes,
        styles,
        uploads,
        uploadsPerClient,
        uploadTime,
        usualWait,
        longestWait,
        newPreviews,
        newPreviewsPerClient,
        newPreviewSize,
        newPreviewIdle,
        eventStreams,
        eventStreamsPerClient);
  }

  /** These limits with another usual wait. */
  public HttpLimits withUsualWait(Duration newUsualWait) {
    return new HttpLimits(
        bodyBytes,
        styles,
        uploads,
        uploadsPerClient,
        uploadTime,
        newUsualWait,
        longestWait,
        previews,
        previewsPerClient,
        previewSize,
        previewIdle,
        eventStreams,
        eventStreamsPerClient);
  }

  /** These limits with other limits of streams of events. */
  public HttpLimits withEventStreams(int newEventStreams, int newEventStreamsPerClient) {
    return new HttpLimits(
        bodyBytes,
        styles,
        uploads,
        uploadsPerClient,
        uploadTime,
        usualWait,
        longestWait,
        previews,
        previewsPerClient,
        previewSize,
        previewIdle,
        newEventStreams,
        newEventStreamsPerClient);
  }
}
