package io.github.tempera.training.data;

import io.github.tempera.TemperaException;
import io.github.tempera.TemperaException.Kind;
import io.github.tempera.image.Picture;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Square crops of a set's pictures at random places. Which crop comes when depends on the seed
 * alone: every picture once in an order drawn for each epoch, at a place drawn for each crop.
 *
 * <p>Safe for use by several threads.
 */
final class Crops {
  private final PictureSet pictures;
  private final int shortSide;
  private final int size;
  private final int perPicture;
  private final double scales;
  private final double augment;
  private final long seed;
  private final Map<Id, byte[]> kept = new ConcurrentHashMap<>();
  private final ConcurrentSkipListMap<Path, String> unreadable = new ConcurrentSkipListMap<>();
  private final Set<Path> enlarged = ConcurrentHashMap.newKeySet();
  private volatile Epoch epoch = new Epoch(-1, new int[0]);

  /** The pictures' order in one epoch. */
  private record Epoch(long number, int[] order) {}

  /** One crop of one picture. */
  record Id(int picture, long crop) {}

  /**
   * A crop.
   *
   * @param id which
   * @param rgb its pixels in rows
   */
  record Crop(Id id, byte[] rgb) {}

  /**
   * @param shortSide pixels to which a picture's shorter side is resized first; 0 for its own
   * @param size side of a crop
   * @param perPicture how many different crops there are of a picture, to be kept in memory; 0 for
   *     new ones every time
   * @param scales by which share of its side a crop may show more or less than its size, 0 for
   *     pixels as they are
   * @param augment share of the crops that are changed to other kinds of pictures
   */
  Crops(
      PictureSet pictures,
      int shortSide,
      int size,
      int perPicture,
      double scales,
      double augment,
      long seed) {
    this.pictures = pictures;
    this.shortSide = shortSide;
    this.size = size;
    this.perPicture = perPicture;
    this.scales = scales;
    this.augment = augment;
    this.seed = seed;
  }

  /** The crop at a place in the endless row of all crops, from 0. */
  Crop at(long position) {
    int count = pictures.files().size();
    long number = position / count;
    int picture = order(number)[(int) (position % count)];
    long crop = perPicture == 0 ? number : number % perPicture;
    for (int tried = 0; tried < count; tried++) {
      Id id = new Id((picture + tried) % count, crop);
      byte[] rgb = kept.get(id);
      if (rgb == null) {
        rgb = read(id);
      }
      if (rgb.length > 0) {
        if (perPicture > 0) {
          kept.put(id, rgb);
        }
        return new Crop(id, rgb);
      }
    }
    throw new TemperaException(
        Kind.UNREADABLE,
        pictures.folder(),
        "None of the " + count + " pictures in " + pictures.folder() + " can be read.");
  }

  private int[] order(long number) {
    Epoch current = epoch;
    if (current.number != number) {
      int[] order = new int[pictures.files().size()];
      Arrays.setAll(order, i -> i);
      SplittableRandom random = Draws.of(seed, 1, number);
      for (int i = order.length - 1; i > 0; i--) {
        int other = random.nextInt(i + 1);
        int swapped = order[i];
        order[i] = order[other];
        order[other] = swapped;
      }
      current = new Epoch(number, order);
      epoch = current;
    }
    return current.order;
  }

  /** The pixels, none if the picture cannot be read. */
  private byte[] read(Id id) {
    Path file = pictures.files().get(id.picture);
    if (unreadable.containsKey(file)) {
      return new byte[0];
    }
    Picture picture;
    try {
      picture = Picture.read(file);
    } catch (TemperaException e) {
      unreadable.put(file, String.valueOf(e.getMessage()));
      return new byte[0];
    }
    int side = Math.max(size, shortSide);
    int natural = Math.min(picture.width(), picture.height());
    if (natural < side) {
      enlarged.add(file);
    }
    if (shortSide > 0 || natural < size) {
      picture = picture.withShortSide(side);
    }
    byte[] rgb = square(picture, Draws.of(seed, 2 + id.picture, id.crop));
    SplittableRandom random = Draws.of(seed, -1 - id.picture, id.crop);
    return random.nextDouble() < augment
        ? Augmentation.of(rgb, size, Augmentation.drawn(random), random)
        : rgb;
  }

  /** A square at a place that is drawn, and of a side that is drawn if there are several scales. */
  private byte[] square(Picture picture, SplittableRandom random) {
    int side = size;
    if (scales > 0) {
      double most = Math.log1p(scales);
      double wanted = size * Math.exp(random.nextDouble(-most, most));
      side = (int) Math.min(Math.round(wanted), Math.min(picture.width(), picture.height()));
    }
    int left = random.nextInt(picture.width() - side + 1);
    int top = random.nextInt(picture.height() - side + 1);
    byte[] from = picture.rgb();
    byte[] rgb = new byte[3 * side * side];
    for (int y = 0; y < side; y++) {
      System.arraycopy(from, 3 * ((top + y) * picture.width() + left), rgb, 3 * side * y, 3 * side);
    }
    return side == size ? rgb : Picture.of(side, side, rgb).resize(size, size).rgb();
  }

  /** The pictures that could not be read so far, with the reasons. */
  Map<Path, String> unreadable() {
    return unreadable;
  }

  /** How many of the pictures read so far were smaller than what crops are taken from. */
  int enlarged() {
    return enlarged.size();
  }
}
