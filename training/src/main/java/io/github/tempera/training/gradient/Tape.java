package io.github.tempera.training.gradient;

import static org.bytedeco.pytorch.global.torch.reflection_pad2d;
import static org.bytedeco.pytorch.global.torch.replication_pad2d;
import static org.bytedeco.pytorch.global.torch.threshold_backward;
import static org.bytedeco.pytorch.global.torch.upsample_nearest2d;

import io.github.tempera.training.convolution.Filter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was computed from what, so that gradients find their way back. The library's
 * autograd does this for all operations but the convolutions, whose gradients are computed here
 * ({@link Filter}): in float32 that is more than twice as fast.
 *
 * <p>Belongs to one thread. What was computed lives until the tape is closed.
 */
public final class Tape implements AutoCloseable {
  private static final long[] EDGES = {1, 1, 1, 1};

  private final PointerScope scope = new PointerScope();
  private final Deque<Runnable> steps = new ArrayDeque<>();
  private final List<Node> reached = new ArrayList<>();
  private final @Nullable Gradient gradient;

  /** A value on the tape. */
  public static final class Node {
    private final Tensor value;
    private final boolean varies;
    private @Nullable Tensor gradient; // owned

    private Node(Tensor value, boolean varies) {
      this.value = value;
      this.varies = varies;
    }

    /** What was computed. */
    public Tensor value() {
      return value;
    }

    /**
     * The gradient that came back, in the value's shape.
     *
     * @throws IllegalStateException if none did
     */
    public Tensor gradient() {
      if (gradient == null) {
        throw new IllegalStateException("no gradient came here");
      }
      return gradient;
    }

    private void release() {
      if (gradient != null) {
        gradient.releaseReference();
        gradient = null;
      }
    }
  }

  /** The gradient of an operation of one input. */
  @FunctionalInterface
  public interface Backward {
    /**
     * The gradient of the operation's input.
     *
     * @param x the input
     * @param y the result
     * @param gradient of the result
     */
    Tensor apply(Tensor x, Tensor y, Tensor gradient);
  }

  /** A tape on which nothing is learned: only inputs get gradients. */
  public Tape() {
    this(null);
  }

  /**
   * A tape on which parameters are learned.
   *
   * @param gradient where the gradients of the parameters are added
   */
  public Tape(@Nullable Gradient gradient) {
    this.gradient = gradient;
  }

  /** A value that needs no gradient. */
  public Node constant(Tensor value) {
    return new Node(value, false);
  }

  /** A value whose gradient is wanted. */
  public Node variable(Tensor value) {
    return new Node(value, true);
  }

  /** A learned parameter that is no convolution's. */
  public Node parameter(Layers layers, String name) {
    Node node = variable(layers.value(name));
    steps.push(
        () -> {
          Tensor mine = learned(name);
          if (node.gradient != null && mine != null) {
            mine.add_(node.gradient);
          }
        });
    return node;
  }

  /** An operation of the library's. */
  public Node apply(Function<Tensor, Tensor> operation, Node x) {
    return combine(inputs -> operation.apply(inputs[0]), x);
  }

  /**
   * An operation of the library's with a gradient that is cheaper than what autograd would do.
   *
   * @param backward how gradients get back through it
   */
  public Node apply(UnaryOperator<Tensor> operation, Backward backward, Node x) {
    Node node = new Node(operation.apply(x.value), x.varies);
    if (x.varies) {
      steps.push(
          () -> {
            if (node.gradient != null) {
              receive(x, backward.apply(x.value, node.value, node.gradient));
              node.release();
            }
          });
    }
    return node;
  }

  /** An operation of the library's on several inputs. */
  public Node combine(Function<Tensor[], Tensor> operation, Node... inputs) {
    Tensor[] leaves = new Tensor[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      leaves[i] =
          inputs[i].varies ? inputs[i].value.detach().requires_grad_(true) : inputs[i].value;
    }
    Tensor result = operation.apply(leaves);
    Node node = new Node(result.detach(), Arrays.stream(inputs).anyMatch(input -> input.varies));
    steps.push(
        () -> {
          if (node.gradient == null || !node.varies) {
            return;
          }
          result.backward(node.gradient, new BoolOptional(), false, new TensorArrayRefOptional());
          node.release();
          for (int i = 0; i < inputs.length; i++) {
            if (inputs[i].varies) {
              if (leaves[i].grad().defined()) {
                // grad() points into the leaf, which is about to go.
                receive(inputs[i], leaves[i].grad().detach());
              }
              scope.detach(leaves[i]);
            }
          }
        });
    return node;
  }

  /** A convolution on reflection padding of 1, [N, in, h, w] to [N, out, h, w]. */
  public Node convolution(Layers layers, String name, Node x) {
    return convolution(layers.filter(name), name, x, false, Padding.REFLECTION);
  }

  /** {@link #convolution} and then the rectified linear unit. */
  public Node relu(Layers layers, String name, Node x) {
    return convolution(layers.filter(name), name, x, true, Padding.REFLECTION);
  }

  /**
   * A convolution of the map at twice its size (nearest neighbour), [N, in, h, w] to [N, out, 2h,
   * 2w].
   */
  public Node upsampled(Layers layers, String name, Node x) {
    return upsampled(layers, name, x, false);
  }

  /** {@link #upsampled} and then the rectified linear unit. */
  public Node upsampledRelu(Layers layers, String name, Node x) {
    return upsampled(layers, name, x, true);
  }

  private Node upsampled(Layers layers, String name, Node x, boolean relu) {
    return layers.filter(name).upsamples()
        ? convolution(layers.filter(name), name, x, relu, Padding.EDGE_OF_UPSAMPLED)
        : convolution(layers.filter(name), name, apply(Tape::twice, x), relu, Padding.REFLECTION);
  }

  private static Tensor twice(Tensor map) {
    return upsample_nearest2d(map, new long[] {2 * map.size(2), 2 * map.size(3)});
  }

  /** How a map gets a cell more on every side. */
  private enum Padding {
    REFLECTION(2) {
      @Override
      Tensor padded(Tensor map) {
        return reflection_pad2d(map, EDGES);
      }

      @Override
      Tensor seenByFilter(Tensor padded) {
        return padded;
      }
    },
    /** Reflection at the border of the map at twice its size is repetition at that of the map. */
    EDGE_OF_UPSAMPLED(1) {
      @Override
      Tensor padded(Tensor map) {
        return replication_pad2d(map, EDGES);
      }

      @Override
      Tensor seenByFilter(Tensor padded) {
        Tensor large = twice(padded);
        return large.narrow(2, 1, large.size(2) - 2).narrow(3, 1, large.size(3) - 2);
      }
    };

    /** How far from the border of the padded map that lies of which the border is a copy. */
    private final long reach;

    Padding(long reach) {
      this.reach = reach;
    }

    abstract Tensor padded(Tensor map);

    /** What the 3x3 filter sees. */
    abstract Tensor seenByFilter(Tensor padded);

    /**
     * The map's gradient, from that of the padded map: its middle, to which the border is added
     * where it came from. A view: a copy of the whole takes several times as long.
     */
    Tensor gradient(Tensor padded) {
      Tensor gradient = padded;
      for (int side = 2; side <= 3; side++) {
        long last = gradient.size(side) - 1;
        gradient.select(side, reach).add_(gradient.select(side, 0));
        gradient.select(side, last - reach).add_(gradient.select(side, last));
        gradient = gradient.narrow(side, 1, last - 1);
      }
      return gradient;
    }
  }

  private Node convolution(Filter filter, String name, Node x, boolean relu, Padding padding) {
    Tensor padded = padding.padded(x.value);
    Tensor y = filter.forward(padded);
    if (relu) {
      y.relu_();
    }
    Tensor weight = learned(name + ".weight");
    Node node = new Node(y, x.varies || weight != null);
    if (gradient != null) {
      gradient.see(name + ".weight", () -> padding.seenByFilter(padded));
    }
    if (node.varies) {
      Filter.Gradients wanted =
          new Filter.Gradients(x.varies, weight, weight == null ? null : learned(name + ".bias"));
      steps.push(
          () -> {
            if (node.gradient == null) {
              return;
            }
            Tensor g = relu ? threshold_backward(node.gradient, y, new Scalar(0)) : node.gradient;
            Tensor back = filter.backward(padded, g, wanted);
            node.release();
            scope.detach(padded);
            if (x.varies) {
              receive(x, padding.gradient(back));
            }
          });
    }
    return node;
  }

  private @Nullable Tensor learned(String name) {
    return gradient == null ? null : gradient.of(name);
  }

  /** Sends gradients back from a single number. */
  public void backward(Node loss) {
    try (PointerScope first = new PointerScope()) {
      receive(loss, torch.ones_like(loss.value));
    }
    while (!steps.isEmpty()) {
      // What only one step needs would fill the memory, and memory used anew is slow.
      try (PointerScope inner = new PointerScope()) {
        steps.pop().run();
      }
    }
  }

  private void receive(Node node, Tensor part) {
    Tensor old = node.gradient;
    Tensor typed = part.to(node.value.scalar_type());
    Tensor sum = Parameters.kept(old == null ? typed : old.add(typed));
    node.release();
    node.gradient = sum;
    reached.add(node);
  }

  @Override
  public void close() {
    reached.forEach(Node::release);
    scope.close();
  }
}
