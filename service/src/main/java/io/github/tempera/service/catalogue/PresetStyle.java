package io.github.tempera.service.catalogue;

/**
 * A style to choose without bringing one.
 *
 * @param id small letters (of any script), digits and hyphens, unique in the catalogue
 * @param name for people, in English or as the operator's file is called
 * @param picture the encoded style picture; not to be written to
 * @param mediaType of the picture, such as {@code image/png}
 * @param thumbnail a JPEG with the longer side at {@link #THUMBNAIL_SIZE} pixels at most; not to be
 *     written to
 */
public record PresetStyle(
    String id, String name, byte[] picture, String mediaType, byte[] thumbnail) {
  /** Longer side of a thumbnail in pixels. */
  public static final int THUMBNAIL_SIZE = 256;
}
