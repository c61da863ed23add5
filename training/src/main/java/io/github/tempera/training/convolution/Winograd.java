package io.github.tempera.training.convolution;

import static org.bytedeco.pytorch.global.torch.bmm;
import static org.bytedeco.pytorch.global.torch.constant_pad_nd;
import static org.bytedeco.pytorch.global.torch.kron;
import static org.bytedeco.pytorch.global.torch.zeros;

import io.github.tempera.internal.network.Scopes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * A 3x3 convolution by the minimal filtering of Winograd (Lavin &amp; Gray 2016, sections 4.1 and
 * 4.3). In float32 F(4x4, 3x3): each tile of 4x4 outputs takes 36 multiplications a channel where
 * the definition takes 144. In bfloat16, which is too coarse for that, F(2x2, 3x3): 16 instead of
 * 36. With d a tile of inputs and g the 3x3 weights,
 *
 * <pre>  y = Aᵀ [ (G g Gᵀ) ⊙ (Bᵀ d B) ] A  </pre>
 *
 * summed over the input channels: for each of the 36 or 16 places that is a product of matrices.
 * All three transforms are linear, so the gradients are their transposes in the opposite order.
 *
 * <p>Maps are channels last, [N, h, w, C]; a block of tiles is worked off at a time, so that what a
 * tile grows to stays in the processor's cache. One thread does it all, and several work on
 * different samples; only where there is a single picture a crew shares its blocks.
 */
final class Winograd implements Filter {
  private static final int TILES_IN_BLOCK = 512;
  private static final int LEAST_TILES_IN_SHARED_BLOCK = 64;

  /** Fewer tiles than this do not pay for reading weights that are larger. */
  private static final int LEAST_TILES = 32;

  /**
   * The three transforms, each for rows and columns at once: X ⊗ X.
   *
   * @param side of a tile of outputs; a tile of inputs has two more
   * @param type the maps' number type, which input and output transform have as well
   */
  private record Form(
      int side,
      ScalarType type,
      Tensor input,
      Tensor inputBack,
      Tensor output,
      Tensor outputBack,
      Tensor weight) {
    static final Form FLOAT32 =
        of(
            4,
            ScalarType.Float,
            new float[] {
              4, 0, -5, 0, 1, 0, 0, -4, -4, 1, 1, 0, 0, 4, -4, -1, 1, 0, 0, -2, -1, 2, 1, 0, 0, 2,
              -1, -2, 1, 0, 0, 4, 0, -5, 0, 1
            },
            new float[] {
              1, 1, 1, 1, 1, 0, 0, 1, -1, 2, -2, 0, 0, 1, 1, 4, 4, 0, 0, 1, -1, 8, -8, 1
            },
            new float[] {
              1 / 4f, 0, 0, -1 / 6f, -1 / 6f, -1 / 6f, -1 / 6f, 1 / 6f, -1 / 6f, 1 / 24f, 1 / 12f,
              1 / 6f, 1 / 24f, -1 / 12f, 1 / 6f, 0, 0, 1
            });
    static final Form BFLOAT16 =
        of(
            2,
            ScalarType.BFloat16,
            new float[] {1, 0, -1, 0, 0, 1, 1, 0, 0, -1, 1, 0, 0, 1, 0, -1},
            new float[] {1, 1, 1, 0, 0, 1, -1, -1},
            new float[] {1, 0, 0, 1 / 2f, 1 / 2f, 1 / 2f, 1 / 2f, -1 / 2f, 1 / 2f, 0, 0, 1});

    private static Form of(int side, ScalarType type, float[] b, float[] a, float[] g) {
      try (PointerScope scope = new PointerScope()) {
        Tensor input = squared(side + 2, b).to(type);
        Tensor output = squared(side + 2, a).to(type);
        Tensor weight = squared(3, g);
        Tensor inputBack = input.t().contiguous();
        Tensor outputBack = output.t().contiguous();
        for (Tensor kept : new Tensor[] {input, inputBack, output, outputBack, weight}) {
          kept.retainReference();
        }
        return new Form(side, type, input, inputBack, output, outputBack, weight);
      }
    }

    private static Tensor squared(int columns, float[] values) {
      Tensor matrix = Tensor.create(values, values.length / columns, columns);
      return kron(matrix, matrix);
    }

    /** Of a tile of inputs. */
    int wide() {
      return side + 2;
    }

    /** How many products a tile takes. */
    int places() {
      return wide() * wide();
    }
  }

  private final Tensor weight; // [out, in, 3, 3] float32
  private final Tensor transformed; // [places, in, out], a view
  private final Tensor transformedBack; // [places, out, in]
  private final Tensor bias; // [out]
  private final Form form;
  private final long in;
  private final long out;
  private final UnaryOperator<Tensor> place;
  private final Scopes.Owner owner;
  private final @Nullable Crew crew;
  private @Nullable DirectFilter direct;

  /**
   * @param weight [out, in, 3, 3] float32
   * @param bias [out] float32
   * @param place converts to the number type and layout to compute in
   * @param crew shares the work on a map; null for the calling thread alone
   */
  Winograd(
      Tensor weight,
      Tensor bias,
      UnaryOperator<Tensor> place,
      Scopes.Owner owner,
      @Nullable Crew crew) {
    this.weight = owner.own(weight);
    this.place = place;
    this.owner = owner;
    this.crew = crew;
    in = weight.size(1);
    out = weight.size(0);
    try (PointerScope scope = new PointerScope()) {
      this.bias = owner.own(place.apply(bias));
      boolean coarse = this.bias.scalar_type().intern() == ScalarType.BFloat16;
      form = coarse ? Form.BFLOAT16 : Form.FLOAT32;
      Tensor places = weight.permute(2, 3, 0, 1).reshape(9, -1); // [9, out * in]
      transformedBack = owner.own(place.apply(form.weight.mm(places).view(form.places(), out, in)));
      transformed = owner.own(transformedBack.transpose(1, 2));
    }
  }

  /** The library's way, for maps of few tiles. */
  private synchronized DirectFilter direct() {
    if (direct == null) {
      try (PointerScope scope = new PointerScope()) {
        direct = new DirectFilter(place.apply(weight), bias, 1, owner);
      }
    }
    return direct;
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

  /**
   * Where the tiles of a map lie.
   *
   * @param side of a tile of outputs
   */
  private record Grid(int samples, int rows, int columns, int side) {
    int tiles() {
      return samples * rows * columns;
    }

    int height() {
      return side * rows + 2;
    }

    int width() {
      return side * columns + 2;
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

  /** The grid that covers h x w outputs. */
  private Grid grid(long samples, long h, long w) {
    int side = form.side;
    return new Grid(
        (int) samples, (int) ((h + side - 1) / side), (int) ((w + side - 1) / side), side);
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
    Grid grid = grid(padded.size(0), h, w);
    if (grid.tiles() < LEAST_TILES) {
      return direct().forward(padded);
    }
    Tensor x = extended(padded, grid.height(), grid.width());
    Tensor y =
        x.new_empty(
            grid.samples, (long) grid.side * grid.rows, (long) grid.side * grid.columns, out);
    forEachBlock(
        grid,
        false,
        crew,
        block -> {
          Tensor products = bmm(tiles(x, grid, block), transformed);
          Tensor outputs = form.output.mm(products.view(form.places(), -1));
          outputTiles(y, grid, block)
              .copy_(
                  outputs
                      .view(grid.side, grid.side, block.samples, block.rows, grid.columns, out)
                      .permute(2, 3, 0, 4, 1, 5)
                      .add(bias));
        });
    return y.narrow(1, 0, h).narrow(2, 0, w).permute(0, 3, 1, 2);
  }

  @Override
  public Tensor backward(Tensor padded, Tensor gradient, Gradients gradients) {
    Grid grid = grid(gradient.size(0), gradient.size(2), gradient.size(3));
    if (grid.tiles() < LEAST_TILES) {
      return direct().backward(padded, gradient, gradients);
    }
    Tensor weightGradient = gradients.weight() == null ? null : zeros(form.places(), in, out);
    Tensor gy = extended(gradient, (long) grid.side * grid.rows, (long) grid.side * grid.columns);
    Tensor x = weightGradient == null ? gy : extended(padded, grid.height(), grid.width());
    Tensor gx = gy.new_zeros(grid.samples, grid.height(), grid.width(), in);
    forEachBlock(
        grid,
        true,
        weightGradient == null ? crew : null,
        block -> {
          Tensor outputs = outputTiles(gy, grid, block).permute(2, 4, 0, 1, 3, 5).contiguous();
          Tensor products =
              form.outputBack
                  .mm(outputs.view((long) grid.side * grid.side, -1))
                  .view(form.places(), -1, out);
          if (weightGradient != null) {
            weightGradient.add_(tiles(x, grid, block).transpose(1, 2).bmm(products));
          }
          if (gradients.input()) {
            Tensor inputs =
                form.inputBack
                    .mm(bmm(products, transformedBack).view(form.places(), -1))
                    .view(form.wide(), form.wide(), block.samples, block.rows, grid.columns, in);
            addTiles(gx, inputs, grid, block);
          }
        });
    if (weightGradient != null) {
      gradients.add(
          form.weight
              .t()
              .mm(weightGradient.view(form.places(), -1))
              .view(3, 3, in, out)
              .permute(3, 2, 0, 1),
          gradient);
    }
    return gx.narrow(1, 0, padded.size(2)).narrow(2, 0, padded.size(3)).permute(0, 3, 1, 2);
  }

  /** [N, C, h, w] to [N, height, width, C] of the form's number type, what is new being zero. */
  private Tensor extended(Tensor map, long height, long width) {
    Tensor cells = map.to(form.type).permute(0, 2, 3, 1).contiguous();
    long below = height - cells.size(1);
    long beside = width - cells.size(2);
    return below == 0 && beside == 0
        ? cells
        : constant_pad_nd(cells, new long[] {0, 0, 0, beside, 0, below});
  }

  /** Bᵀ d B of a block's tiles [places, tiles, in]; neighbours share two rows or columns. */
  private Tensor tiles(Tensor x, Grid grid, Block block) {
    long line = grid.width() * in;
    long map = grid.height() * line;
    long side = grid.side;
    Tensor tiles =
        x.as_strided(
                new long[] {form.wide(), form.wide(), block.samples, block.rows, grid.columns, in},
                new long[] {line, in, map, side * line, side * in, 1},
                new LongOptional(x.storage_offset() + block.sample * map + side * block.row * line))
            .contiguous();
    return form.input.mm(tiles.view(form.places(), -1)).view(form.places(), -1, in);
  }

  /** A block's outputs as [samples, rows, side, columns, side, out]. */
  private Tensor outputTiles(Tensor y, Grid grid, Block block) {
    long side = grid.side;
    long line = side * grid.columns * out;
    long map = side * grid.rows * line;
    return y.as_strided(
        new long[] {block.samples, block.rows, side, grid.columns, side, out},
        new long[] {map, side * line, line, side * out, out, 1},
        new LongOptional(y.storage_offset() + block.sample * map + side * block.row * line));
  }

  /**
   * Adds tiles [wide, wide, samples, rows, columns, in] where they were read: what lies as the
   * outputs do, then what overlaps.
   */
  private void addTiles(Tensor gx, Tensor tiles, Grid grid, Block block) {
    long side = grid.side;
    long line = grid.width() * in;
    long map = grid.height() * line;
    for (int below = 0; below < 2; below++) {
      for (int beside = 0; beside < 2; beside++) {
        long height = below == 0 ? side : 2;
        long width = beside == 0 ? side : 2;
        long first = block.sample * map + side * (block.row + below) * line + side * beside * in;
        gx.as_strided(
                new long[] {block.samples, block.rows, height, grid.columns, width, in},
                new long[] {map, side * line, line, side * in, in, 1},
                new LongOptional(first))
            .add_(
                tiles
                    .narrow(0, side * below, height)
                    .narrow(1, side * beside, width)
                    .permute(2, 3, 0, 4, 1, 5));
      }
    }
  }
}
