package io.github.tempera.training.run;

import io.github.tempera.TemperaException;
import io.github.tempera.image.Picture;
import io.github.tempera.training.data.PictureSet;
import io.github.tempera.training.show.StageSheet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Chooses the few pairs that show how a run goes. */
final class Gallery {
  private static final int PAIRS = 4;
  private static final int LARGEST = 256;

  private Gallery() {}

  /**
   * Pairs of pictures that are not trained on, if there are such.
   *
   * @param crop side of the crops of training
   */
  static StageSheet of(Path folder, PictureSet contents, PictureSet styles, int crop) {
    int size = Math.min(LARGEST, 2 * crop);
    List<Picture> left = squares(contents, size);
    List<Picture> right = squares(styles, size);
    int pairs = Math.min(left.size(), right.size());
    return new StageSheet(folder, left.subList(0, pairs), right.subList(0, pairs));
  }

  private static List<Picture> squares(PictureSet pictures, int size) {
    List<Picture> squares = new ArrayList<>();
    int count = pictures.files().size();
    for (int i = 0; i < count && squares.size() < PAIRS; i++) {
      // Spread over the set, then whatever follows: unreadable ones are left out.
      int index = (i * Math.max(1, count / PAIRS) + i / PAIRS) % count;
      try {
        squares.add(square(Picture.read(pictures.files().get(index)), size));
      } catch (TemperaException unreadable) {
        // Training tells of it; here the next one does as well.
      }
    }
    return squares;
  }

  /** The middle of a picture. */
  private static Picture square(Picture picture, int size) {
    Picture resized = picture.withShortSide(size);
    int left = (resized.width() - size) / 2;
    int top = (resized.height() - size) / 2;
    byte[] from = resized.rgb();
    byte[] rgb = new byte[3 * size * size];
    for (int y = 0; y < size; y++) {
      System.arraycopy(from, 3 * ((top + y) * resized.width() + left), rgb, 3 * size * y, 3 * size);
    }
    return Picture.of(size, size, rgb);
  }
}
