package io.github.tempera.service.painting;

import java.util.Optional;

/** Where preset styles come from. */
@FunctionalInterface
public interface Presets {
  /** The encoded picture of the preset of that id, empty if there is none. */
  Optional<byte[]> picture(String id);
}
