package io.github.tempera.training.steadiness;

import static org.bytedeco.pytorch.global.torch.cat;
import static org.bytedeco.pytorch.global.torch.zeros_like;

import io.github.tempera.training.steadiness.Chance.Phase;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/**
 * Squares of pictures, each at a place of its own.
 *
 * <p>A kept crop is the crop that the losses see with a margin of a cell on every side. A network
 * paints windows of crop + cell, which begin anywhere within the kept crop's first cell; of the
 * painting the crop is cut out again.
 *
 * @param crop side of what the losses see, in pixels
 * @param cell side of the network's cell in pixels
 */
record Windows(int crop, int cell) {
  /** Side of a window. */
  int side() {
    return crop + cell;
  }

  /** Of kept crops [n, 3, crop + 2 cell, ...], the windows at these phases. */
  Tensor of(Tensor kept, List<Phase> phases) {
    TensorVector all = new TensorVector();
    for (int i = 0; i < phases.size(); i++) {
      all.push_back(square(kept, i, phases.get(i).left(), phases.get(i).top(), side()));
    }
    return together(all);
  }

  /** Of windows at these phases, or their paintings, the crops. */
  Tensor crops(Tensor windows, List<Phase> phases) {
    TensorVector all = new TensorVector();
    for (int i = 0; i < phases.size(); i++) {
      all.push_back(crop(windows, i, phases.get(i)));
    }
    return together(all);
  }

  /** The gradient of windows of this shape, from that of their crops. */
  Tensor gradient(Tensor windows, Tensor crops, List<Phase> phases) {
    Tensor gradient = zeros_like(windows);
    for (int i = 0; i < phases.size(); i++) {
      crop(gradient, i, phases.get(i)).copy_(crops.narrow(0, i, 1));
    }
    return gradient;
  }

  private Tensor crop(Tensor windows, int number, Phase phase) {
    return square(windows, number, cell - phase.left(), cell - phase.top(), crop);
  }

  /** A view. */
  private static Tensor square(Tensor pictures, int number, int left, int top, int side) {
    return pictures.narrow(0, number, 1).narrow(2, top, side).narrow(3, left, side);
  }

  private static Tensor together(TensorVector squares) {
    return cat(squares, 0).contiguous(MemoryFormat.ChannelsLast);
  }
}
