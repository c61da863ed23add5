package io.github.tempera.training.gradient;

import static org.bytedeco.pytorch.global.torch.bmm;
import static org.bytedeco.pytorch.global.torch.constant_pad_nd;
import static org.bytedeco.pytorch.global.torch.empty;
import static org.bytedeco.pytorch.global.torch.kron;
import static org.bytedeco.pytorch.global.torch.zeros;

import io.github.tempera.network.Scopes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A 3x3 convolution by the minimal filtering F(4x4, 3x3) of Winograd (Lavin &amp; Gray 2016,
 * section 4.3): each tile of 4x4 outputs takes 36 multiplications a channel where the definition
 * takes 144. With d a tile of 6x6 inputs and g the 3x3 weights,
 *
 * <pre>  y = Aᵀ [ (G g Gᵀ) ⊙ (Bᵀ d B) ] A  </pre>
 *
 * summed over the input channels: for each of the 36 places that is a product of matrices. All
 * three transforms are linear, so the gradients are their transposes in the opposite order.
 *
 * <p>Maps are float32, channels last, [N, h, w, C]; a block of tiles is worked off at a time, so
 * that what a tile grows to stays in the processor's cache. One thread does it all, and several
 * work on different samples; only where there is a single picture a crew shares its blocks.
 */
final class Winograd implements Filter {
  private static final int TILES_IN_BLOCK = 512;
  private static final int LEAST_TILES_IN_SHARED_BLOCK = 64;

  /** Fewer tiles than this do not pay for reading weights four times as large. */
  private static final int LEAST_TILES = 32;

  /** The three transforms, each for rows and columns at once: X ⊗ X. */
  private record Transforms(
      Tensor input, Tensor inputBack, Tensor output, Tensor outputBack, Tensor weight) {
    static final Transforms INSTANCE = make();

    private static Transforms make() {
      try (PointerScope scope = new PointerScope()) {
        Tensor input =
            squared(
                6, 4, 0, -5, 0, 1, 0, 0, -4, -4, 1, 1, 0, 0, 4, -4, -1, 1, 0, 0, -2, -1, 2, 1, 0, 0,
                2, -1, -2, 1, 0, 0, 4, 0, -5, 0, 1);
        Tensor output =
            squared(6, 1, 1, 1, 1, 1, 0, 0, 1, -1, 2, -2, 0, 0, 1, 1, 4, 4, 0, 0, 1, -1, 8, -8, 1);
        Tensor weight =
            squared(
                3, 1 / 4f, 0, 0, -1 / 6f, -1 / 6f, -1 / 6f, -1 / 6f, 1 / 6f, -1 / 6f, 1 / 24f,
                1 / 12f, 1 / 6f, 1 / 24f, -1 / 12f, 1 / 6f, 0, 0, 1);
        Tensor inputBack = input.t().contiguous();
        Tensor outputBack = output.t().contiguous();
        for (Tensor kept : new Tensor[] {input, inputBack, output, outputBack, weight}) {
          kept.retainReference();
        }
        return new Transforms(input, inputBack, output, outputBack, weight);
      }
    }

    private static Tensor squared(int columns, float... values) {
      Tensor matrix = Tensor.create(values, values.length / columns, columns);
      return kron(matrix, matrix);
    }
  }

  private static final Transforms TRANSFORMS = Transforms.INSTANCE;

  private final Tensor weight; // [36, in, out]
  private final Tensor weightBack; // [36, out, in]
  private final Tensor bias; // [out]
  private final DirectFilter direct;
  private final long in;
  private final long out;
  private final @Nullable Crew crew;

  /**
   * @param weight [out, in, 3, 3]
   * @param bias [out]
   * @param crew shares the work on a map; null for the calling thread alone
   */
  Winograd(Tensor weight, Tensor bias, Scopes.Owner owner, @Nullable Crew crew) {
    this.crew = crew;
    in = weight.size(1);
    out = weight.size(0);
    try (PointerScope scope = new PointerScope()) {
      Tensor places = weight.permute(2, 3, 1, 0).reshape(9, -1); // [9, in * out]
      this.weight = owner.own(TRANSFORMS.weight.mm(places).view(36, in, out));
      this.weightBack = owner.own(this.weight.transpose(1, 2).contiguous());
    }
    this.bias = owner.own(bias);
    this.direct = new DirectFilter(weight, bias, 1, owner);
  }

  /**
   * Some tiles that are worked off together.
   *
   * @param sample the first sample
   * @param samples how many; more than one only with all of their rows
   * @param row the first row of tiles
   * @param rows how many
   */
  private record Block(int sample, int samples, int row, int rows) {}

  /** Where the tiles of a map lie. */
  private record Grid(int samples, int rows, int columns) {
    /** The grid that covers h x w outputs. */
    static Grid over(long samples, long h, long w) {
      return new Grid((int) samples, (int) (h + 3) / 4, (int) (w + 3) / 4);
    }

    int tiles() {
      return samples * rows * columns;
    }

    int height() {
      return 4 * rows + 2;
    }

    int width() {
      return 4 * columns + 2;
    }

    List<Block> blocks(int tiles) {
      int height = Math.max(1, Math.min(rows, tiles / columns));
      int depth = Math.max(1, tiles / (rows * columns));
      List<Block> blocks = new ArrayList<>();
      for (int sample = 0; sample < samples; sample += depth) {
        for (int row = 0; row < rows; row += height) {
          blocks.add(
              new Block(
                  sample, Math.min(depth, samples - sample), row, Math.min(height, rows - row)));
        }
      }
      return blocks;
    }
  }

  /**
   * Does the work for all blocks, each in a scope of its own.
   *
   * @param apart whether blocks that touch must not be worked off at the same time
   */
  private void forEachBlock(Grid grid, boolean apart, @Nullable Crew shared, Consumer<Block> work) {
    if (shared == null) {
      grid.blocks(TILES_IN_BLOCK).forEach(block -> scoped(block, work));
      return;
    }
    int tiles = grid.samples * grid.rows * grid.columns / (4 * shared.size());
    List<Block> blocks =
        grid.blocks(Math.max(LEAST_TILES_IN_SHARED_BLOCK, Math.min(TILES_IN_BLOCK, tiles)));
    int rounds = apart ? 2 : 1;
    for (int round = 0; round < rounds; round++) {
      List<Runnable> parts = new ArrayList<>();
      for (int i = round; i < blocks.size(); i += rounds) {
        Block block = blocks.get(i);
        parts.add(() -> scoped(block, work));
      }
      shared.run(parts);
    }
  }

  private static void scoped(Block block, Consumer<Block> work) {
    try (PointerScope scope = new PointerScope()) {
      work.accept(block);
    }
  }

  @Override
  public Tensor forward(Tensor padded) {
    long h = padded.size(2) - 2;
    long w = padded.size(3) - 2;
    Grid grid = Grid.over(padded.size(0), h, w);
    if (grid.tiles() < LEAST_TILES) {
      return direct.forward(padded);
    }
    Tensor x = extended(padded, grid.height(), grid.width());
    Tensor y = empty(grid.samples, 4L * grid.rows, 4L * grid.columns, out);
    forEachBlock(
        grid,
        false,
        crew,
        block -> {
          Tensor products = bmm(transformed(x, grid, block), weight);
          Tensor outputs = TRANSFORMS.output.mm(products.view(36, -1));
          outputs.view(16, -1, out).add_(bias);
          outputTiles(y, grid, block)
              .copy_(
                  outputs
                      .view(4, 4, block.samples, block.rows, grid.columns, out)
                      .permute(2, 3, 0, 4, 1, 5));
        });
    return y.narrow(1, 0, h).narrow(2, 0, w).permute(0, 3, 1, 2);
  }

  @Override
  public Tensor backward(Tensor padded, Tensor gradient, Gradients gradients) {
    Grid grid = Grid.over(gradient.size(0), gradient.size(2), gradient.size(3));
    if (grid.tiles() < LEAST_TILES) {
      return direct.backward(padded, gradient, gradients);
    }
    Tensor weightGradient = gradients.weight() == null ? null : zeros(36, in, out);
    Tensor gy = extended(gradient, 4L * grid.rows, 4L * grid.columns);
    Tensor x = weightGradient == null ? gy : extended(padded, grid.height(), grid.width());
    Tensor gx = zeros(grid.samples, grid.height(), grid.width(), in);
    forEachBlock(
        grid,
        true,
        weightGradient == null ? crew : null,
        block -> {
          Tensor outputs = outputTiles(gy, grid, block).permute(2, 4, 0, 1, 3, 5).contiguous();
          Tensor products = TRANSFORMS.outputBack.mm(outputs.view(16, -1)).view(36, -1, out);
          if (weightGradient != null) {
            weightGradient.baddbmm_(transformed(x, grid, block).transpose(1, 2), products);
          }
          if (gradients.input()) {
            Tensor inputs =
                TRANSFORMS
                    .inputBack
                    .mm(bmm(products, weightBack).view(36, -1))
                    .view(6, 6, block.samples, block.rows, grid.columns, in);
            addTiles(gx, inputs, grid, block);
          }
        });
    if (weightGradient != null) {
      gradients.add(
          TRANSFORMS
              .weight
              .t()
              .mm(weightGradient.view(36, -1))
              .view(3, 3, in, out)
              .permute(3, 2, 0, 1),
          gradient);
    }
    return gx.narrow(1, 0, padded.size(2)).narrow(2, 0, padded.size(3)).permute(0, 3, 1, 2);
  }

  /** [N, C, h, w] channels last to [N, height, width, C], what is new being zero. */
  private static Tensor extended(Tensor map, long height, long width) {
    Tensor cells = map.permute(0, 2, 3, 1).contiguous();
    long below = height - cells.size(1);
    long beside = width - cells.size(2);
    return below == 0 && beside == 0
        ? cells
        : constant_pad_nd(cells, new long[] {0, 0, 0, beside, 0, below});
  }

  /** Bᵀ d B of a block's tiles [36, tiles, in]; neighbours share two rows or columns. */
  private Tensor transformed(Tensor x, Grid grid, Block block) {
    long line = grid.width() * in;
    long map = grid.height() * line;
    Tensor tiles =
        x.as_strided(
                new long[] {6, 6, block.samples, block.rows, grid.columns, in},
                new long[] {line, in, map, 4 * line, 4 * in, 1},
                new LongOptional(x.storage_offset() + block.sample * map + 4L * block.row * line))
            .contiguous();
    return TRANSFORMS.input.mm(tiles.view(36, -1)).view(36, -1, in);
  }

  /** A block's outputs as [samples, rows, 4, columns, 4, out]. */
  private Tensor outputTiles(Tensor y, Grid grid, Block block) {
    long line = 4L * grid.columns * out;
    long map = 4L * grid.rows * line;
    return y.as_strided(
        new long[] {block.samples, block.rows, 4, grid.columns, 4, out},
        new long[] {map, 4 * line, line, 4 * out, out, 1},
        new LongOptional(y.storage_offset() + block.sample * map + 4L * block.row * line));
  }

  /**
   * Adds tiles [6, 6, samples, rows, columns, in] where they were read: 4x4, then what overlaps.
   */
  private void addTiles(Tensor gx, Tensor tiles, Grid grid, Block block) {
    long line = grid.width() * in;
    long map = grid.height() * line;
    for (int below = 0; below < 2; below++) {
      for (int beside = 0; beside < 2; beside++) {
        int height = below == 0 ? 4 : 2;
        int width = beside == 0 ? 4 : 2;
        long first = block.sample * map + 4L * (block.row + below) * line + 4L * beside * in;
        gx.as_strided(
                new long[] {block.samples, block.rows, height, grid.columns, width, in},
                new long[] {map, 4 * line, line, 4 * in, in, 1},
                new LongOptional(first))
            .add_(
                tiles
                    .narrow(0, 4L * below, height)
                    .narrow(1, 4L * beside, width)
                    .permute(2, 3, 0, 4, 1, 5));
      }
    }
  }
}
