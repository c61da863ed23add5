package io.github.tempera.service.survey;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Surveys of made-up bytes. */
public final class Drafts {
  private Drafts() {}

  /** So many pairs by these models; all bytes differ. */
  public static Draft of(int pairs, String... models) {
    List<Draft.Pair> drawn = new ArrayList<>();
    for (int pair = 1; pair <= pairs; pair++) {
      int number = pair;
      drawn.add(
          new Draft.Pair(
              new Draft.Shown("content" + pair + ".jpg", bytes(pair, 1)),
              new Draft.Shown("style" + pair + ".png", bytes(pair, 2)),
              Arrays.stream(models)
                  .map(model -> new Draft.Result(model, bytes(number, model.hashCode())))
                  .toList()));
    }
    return new Draft("What do you think?", 7, drawn);
  }

  private static byte[] bytes(int pair, int kind) {
    return new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) pair, (byte) kind, (byte) (kind >> 8)};
  }
}
