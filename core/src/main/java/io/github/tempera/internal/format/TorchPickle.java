package io.github.tempera.internal.format;

import io.github.tempera.TemperaException;
import io.github.tempera.TemperaException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;
import org.jspecify.annotations.Nullable;

/**
 * Reads the pickles inside PyTorch checkpoints.
 *
 * <p>A pickle is a program that may call anything. This one calls nothing but what the closed list
 * below names: the library's own registry of constructors is static, shared with whoever else uses
 * it in this process, and is therefore never consulted. Instructions that no state dict needs are
 * refused as well.
 */
final class TorchPickle extends Unpickler {
  /** Numbers that lie elsewhere in the checkpoint under a key. */
  record Storage(NumberFormat format, String key, long count) {}

  /** A view of a storage: offset, sizes and strides in numbers, not bytes. */
  record Tensor(Storage storage, long offset, List<Long> sizes, List<Long> strides) {}

  private enum Callable {
    ORDERED_DICT,
    TENSOR,
    PARAMETER
  }

  private static final Map<String, Object> CLOSED_LIST =
      Map.ofEntries(
          Map.entry("collections.OrderedDict", Callable.ORDERED_DICT),
          Map.entry("torch._utils._rebuild_tensor", Callable.TENSOR),
          Map.entry("torch._utils._rebuild_tensor_v2", Callable.TENSOR),
          Map.entry("torch._utils._rebuild_parameter", Callable.PARAMETER),
          Map.entry("torch.FloatStorage", NumberFormat.F32),
          Map.entry("torch.HalfStorage", NumberFormat.F16),
          Map.entry("torch.BFloat16Storage", NumberFormat.BF16),
          Map.entry("torch.DoubleStorage", NumberFormat.F64),
          Map.entry("torch.LongStorage", NumberFormat.I64),
          Map.entry("torch.IntStorage", NumberFormat.I32),
          Map.entry("torch.ShortStorage", NumberFormat.I16),
          Map.entry("torch.CharStorage", NumberFormat.I8),
          Map.entry("torch.ByteStorage", NumberFormat.U8),
          Map.entry("torch.BoolStorage", NumberFormat.BOOL));

  // A whole VGG-19 takes about a thousand instructions and names of ten letters.
  private static final int MAX_INSTRUCTIONS = 1_000_000;
  private static final int MAX_TEXT = 1 << 16;

  private final String file;
  private final Map<String, Storage> storages = new HashMap<>();
  private int instructions;

  /**
   * @param file what to call the checkpoint in error messages
   */
  TorchPickle(String file) {
    this.file = file;
  }

  /**
   * Reads one pickle and leaves the stream behind it: maps, lists, arrays, texts and numbers, and
   * {@link Tensor}s.
   *
   * @param in must support mark and reset
   * @throws TemperaException if the pickle is damaged or asks for what is not on the closed list
   */
  @Nullable Object read(InputStream in) throws IOException {
    instructions = 0;
    try {
      return load(in);
    } catch (TemperaException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      if (in.read() < 0) {
        throw new TemperaException(
            Kind.UNREADABLE,
            file,
            file + " is cut short: it ends within its table of tensors. Fetch or copy it again.",
            e);
      }
      // The library meets a malformed program with whatever its stack and casts throw.
      throw new TemperaException(
          Kind.UNREADABLE,
          file,
          file + " is damaged: its table of tensors cannot be read (" + e + ").",
          e);
    }
  }

  @Override
  protected Object dispatch(short opcode) throws IOException {
    if (++instructions > MAX_INSTRUCTIONS) {
      throw refused("a table of tensors of more than " + MAX_INSTRUCTIONS + " instructions");
    }
    switch (opcode) {
      case Opcodes.GLOBAL, Opcodes.INST -> {
        String module = PickleUtils.readline(input);
        pushGlobal(module, PickleUtils.readline(input));
      }
      case Opcodes.STACK_GLOBAL -> {
        Object name = stack.pop();
        pushGlobal(String.valueOf(stack.pop()), String.valueOf(name));
      }
      case Opcodes.REDUCE -> {
        Object[] arguments = tuple(stack.pop());
        stack.add(call(stack.pop(), arguments));
      }
      // The state of an OrderedDict: PyTorch keeps module versions there, which nobody needs.
      case Opcodes.BUILD -> stack.pop();
      case Opcodes.SETITEM -> {
        Object value = stack.pop();
        putAll(List.of(stack.pop(), value));
      }
      case Opcodes.SETITEMS -> putAll(stack.pop_all_since_marker());
      case Opcodes.BINUNICODE -> {
        checkTextLength();
        return super.dispatch(opcode);
      }
      case Opcodes.PROTO,
          Opcodes.FRAME,
          Opcodes.STOP,
          Opcodes.MARK,
          Opcodes.POP,
          Opcodes.NONE,
          Opcodes.NEWTRUE,
          Opcodes.NEWFALSE,
          Opcodes.BININT,
          Opcodes.BININT1,
          Opcodes.BININT2,
          Opcodes.LONG1,
          Opcodes.BINFLOAT,
          Opcodes.SHORT_BINUNICODE,
          Opcodes.SHORT_BINSTRING,
          Opcodes.EMPTY_DICT,
          Opcodes.EMPTY_LIST,
          Opcodes.EMPTY_TUPLE,
          Opcodes.APPEND,
          Opcodes.APPENDS,
          Opcodes.TUPLE,
          Opcodes.TUPLE1,
          Opcodes.TUPLE2,
          Opcodes.TUPLE3,
          Opcodes.BINPUT,
          Opcodes.LONG_BINPUT,
          Opcodes.MEMOIZE,
          Opcodes.BINGET,
          Opcodes.LONG_BINGET,
          Opcodes.BINPERSID -> {
        return super.dispatch(opcode);
      }
      default -> throw refused("the pickle instruction 0x" + Integer.toHexString(opcode));
    }
    return NO_RETURN_VALUE;
  }

  private void pushGlobal(String module, String name) {
    Object allowed = CLOSED_LIST.get(module + "." + name);
    if (allowed == null) {
      throw refused("the class " + module + "." + name);
    }
    stack.add(allowed);
  }

  private Object call(Object callable, Object[] arguments) {
    if (callable == Callable.ORDERED_DICT && arguments.length <= 1) {
      return orderedDict(arguments.length == 0 ? List.of() : arguments[0]);
    }
    if (callable == Callable.PARAMETER
        && arguments.length >= 1
        && arguments[0] instanceof Tensor tensor) {
      return tensor;
    }
    if (callable == Callable.TENSOR
        && arguments.length >= 4
        && arguments[0] instanceof Storage storage) {
      return new Tensor(
          storage, number(arguments[1]), numbers(arguments[2]), numbers(arguments[3]));
    }
    throw refused("a call of " + callable + " with unusual arguments");
  }

  /** Python 2 gives the entries to the constructor, as a list of pairs. */
  private Map<Object, Object> orderedDict(@Nullable Object pairs) {
    Map<Object, Object> map = new HashMap<>();
    if (!(pairs instanceof List<?> list)) {
      throw refused("an OrderedDict of something other than a list");
    }
    for (Object pair : list) {
      if (!(pair instanceof List<?> entry) || entry.size() != 2) {
        throw refused("an OrderedDict of something other than pairs");
      }
      put(map, entry.get(0), entry.get(1));
    }
    return map;
  }

  private void putAll(List<Object> keysAndValues) {
    if (!(stack.peek() instanceof Map<?, ?>)) {
      throw refused("entries for something that is no dictionary");
    }
    @SuppressWarnings("unchecked")
    Map<Object, Object> map = (Map<Object, Object>) stack.peek();
    for (int i = 0; i + 1 < keysAndValues.size(); i += 2) {
      put(map, keysAndValues.get(i), keysAndValues.get(i + 1));
    }
  }

  /** Only texts and numbers as keys: hashing nested lists can be made to take for ever. */
  private void put(Map<Object, Object> map, Object key, Object value) {
    if (!(key instanceof String || key instanceof Number)) {
      throw refused("a dictionary key that is neither text nor number");
    }
    map.put(key, value);
  }

  /** The library allocates what the length says before it reads. */
  private void checkTextLength() throws IOException {
    input.mark(4);
    byte[] length = input.readNBytes(4);
    input.reset();
    int count = length.length < 4 ? 0 : PickleUtils.bytes_to_integer(length);
    if (count < 0 || count > MAX_TEXT) {
      throw refused("a text of " + Integer.toUnsignedString(count) + " bytes");
    }
  }

  /** PyTorch's persistent ids: ("storage", type, key, device, count[, view of another storage]). */
  @Override
  protected Object persistentLoad(Object id) {
    Object[] parts = tuple(id);
    if (parts.length < 5
        || parts.length > 6
        || !"storage".equals(parts[0])
        || !(parts[1] instanceof NumberFormat format)
        || !(parts[2] instanceof String key)
        || (parts.length == 6 && parts[5] != null)) {
      throw refused("a persistent id that is no plain storage");
    }
    Storage storage = new Storage(format, key, number(parts[4]));
    Storage known = storages.putIfAbsent(key, storage);
    if (known != null && !known.equals(storage)) {
      throw refused("a storage of two kinds");
    }
    return storage;
  }

  /** All storages that the pickles read so far refer to, by key. */
  Map<String, Storage> storages() {
    return storages;
  }

  private Object[] tuple(@Nullable Object value) {
    if (value instanceof Object[] tuple) {
      return tuple;
    }
    throw refused("something else where a tuple belongs");
  }

  private List<Long> numbers(@Nullable Object value) {
    List<Long> numbers = new ArrayList<>();
    for (Object element : tuple(value)) {
      numbers.add(number(element));
    }
    return numbers;
  }

  private long number(@Nullable Object value) {
    if (value instanceof Integer || value instanceof Long) {
      long number = ((Number) value).longValue();
      if (number >= 0) {
        return number;
      }
    }
    throw refused(
        "the size, offset or stride " + (value instanceof Number ? value : "that is none"));
  }

  private TemperaException refused(String what) {
    return new TemperaException(
        Kind.UNREADABLE,
        file,
        file
            + ": refused "
            + what
            + ". Only plain dictionaries of tensors, numbers and texts are read; save the model's"
            + " state_dict().");
  }
}
