package io.github.tempera.internal.format;

import io.github.tempera.TemperaException;
import io.github.tempera.TemperaException.Kind;
import io.github.tempera.internal.file.FileName;
import io.github.tempera.model.Weights;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@code torch.save} wrote, in both forms: since PyTorch 1.6 an uncompressed zip archive
 * with {@code data.pkl} and a file for each storage; before that a sequence of pickles (magic
 * number, protocol, system, object, storage keys) and then the storages, each behind its length.
 */
public final class TorchCheckpoint {
  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final int PROTOCOL = 1001;
  private static final int MAX_DEPTH = 8;
  private static final int MAX_ENTRIES = 100_000;
  private static final int MAX_PICKLE = 16 << 20;
  private static final long MAX_FILE = 1L << 30;

  private final String name;
  private final long length;
  private final Map<String, TorchPickle.Tensor> tensors = new TreeMap<>();
  private final Map<String, float[]> storages = new HashMap<>();
  private int entries;

  private TorchCheckpoint(Path file) throws IOException {
    this.name = file.toString();
    this.length = Files.size(file);
    if (length > MAX_FILE) {
      throw new TemperaException(
          Kind.UNREADABLE,
          name,
          name + " is larger than 1 GiB; no checkpoint of a style network is that large.");
    }
  }

  /**
   * All tensors of the checkpoint; those in nested dictionaries under names joined by dots.
   * Anything else in it (numbers, texts) is passed over.
   *
   * @throws TemperaException if the file is damaged or holds objects that are not on the closed
   *     list
   */
  public static Map<String, Weights> read(Path file) throws IOException {
    TorchCheckpoint checkpoint = new TorchCheckpoint(file);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(2);
      FileStart.check(start, in, checkpoint.name);
      if (isArchive(start)) {
        checkpoint.readArchive(file);
      } else {
        checkpoint.readLegacy(file);
      }
    }
    return checkpoint.weights();
  }

  /** Whether a file that begins so is a checkpoint of either format. */
  public static boolean isOne(byte[] start) {
    boolean pickle = start.length > 1 && start[0] == (byte) 0x80 && start[1] == 2;
    return pickle || isArchive(start);
  }

  private static boolean isArchive(byte[] start) {
    return start.length > 1 && start[0] == 'P' && start[1] == 'K';
  }

  private void readArchive(Path file) throws IOException {
    FileName.check(file);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ZipEntry table =
          zip.stream()
              .filter(entry -> entry.getName().endsWith("/data.pkl"))
              .findFirst()
              .map(ZipEntry.class::cast)
              .orElseThrow(() -> damaged("this archive holds no data.pkl"));
      String folder = table.getName().substring(0, table.getName().length() - "data.pkl".length());
      ZipEntry order = zip.getEntry(folder + "byteorder");
      if (order != null) {
        checkByteOrder(
            new String(stored(zip, order, 16), StandardCharsets.US_ASCII).equals("little"));
      }
      InputStream pickle = new ByteArrayInputStream(stored(zip, table, MAX_PICKLE));
      collect("", new TorchPickle(name).read(pickle), 0);
      long unread = length;
      for (TorchPickle.Tensor tensor : tensors.values()) {
        TorchPickle.Storage storage = tensor.storage();
        if (!storages.containsKey(storage.key())) {
          ZipEntry entry = zip.getEntry(folder + "data/" + storage.key());
          if (entry == null) {
            throw damaged("the storage " + storage.key() + " is missing");
          }
          byte[] bytes = stored(zip, entry, (int) MAX_FILE);
          unread -= bytes.length;
          // Entries of a crafted archive can overlap and so hold more than the file does.
          if (unread < 0) {
            throw damaged("its entries overlap");
          }
          if (bytes.length != storage.count() * storage.format().bytes) {
            throw damaged("the storage " + storage.key() + " has the wrong length");
          }
          storages.put(storage.key(), storage.format().decode(bytes));
        }
      }
    } catch (ZipException e) {
      // The list of an archive's entries is at its end.
      throw damaged("it is cut short, or its list of entries is damaged (" + e.getMessage() + ")");
    }
  }

  private byte[] stored(ZipFile zip, ZipEntry entry, int limit) throws IOException {
    // Only stored entries: PyTorch writes no others, and compressed ones could unpack to anything.
    if (entry.getMethod() != ZipEntry.STORED || entry.getSize() > Math.min(limit, length)) {
      throw damaged("its entry " + entry.getName() + " is compressed or far too large");
    }
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  private void readLegacy(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      TorchPickle pickle = new TorchPickle(name);
      if (!isMagic(in, pickle)) {
        throw new TemperaException(
            Kind.UNREADABLE,
            name,
            name + " is not a PyTorch checkpoint, or one from before PyTorch 0.2; save it anew.");
      }
      if (!(pickle.read(in) instanceof Number protocol) || protocol.intValue() != PROTOCOL) {
        throw damaged("its protocol is unknown");
      }
      if (pickle.read(in) instanceof Map<?, ?> system) {
        checkByteOrder(!Boolean.FALSE.equals(system.get("little_endian")));
      }
      collect("", pickle.read(in), 0);
      if (!(pickle.read(in) instanceof List<?> keys)) {
        throw damaged("its list of storages is missing");
      }
      for (Object key : keys) {
        readLegacyStorage(in, pickle.storages().get(String.valueOf(key)), String.valueOf(key));
      }
    }
  }

  private static boolean isMagic(InputStream in, TorchPickle pickle) throws IOException {
    in.mark(1);
    int first = in.read();
    in.reset();
    return first == 0x80 && MAGIC.equals(pickle.read(in));
  }

  private void readLegacyStorage(InputStream in, TorchPickle.@Nullable Storage storage, String key)
      throws IOException {
    byte[] prefix = in.readNBytes(8);
    if (prefix.length < 8) {
      throw damaged("it is cut short, and ends before the storage " + key);
    }
    long count = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (storage == null || storage.count() != count || count > length / storage.format().bytes) {
      throw damaged("the storage " + key + " is not as long as its tensors say");
    }
    int bytes = Math.toIntExact(count * storage.format().bytes);
    byte[] data = in.readNBytes(bytes);
    if (data.length < bytes) {
      throw damaged("it is cut short, and ends within the storage " + key);
    }
    storages.put(key, storage.format().decode(data));
  }

  private void collect(String prefix, @Nullable Object value, int depth) {
    if (value instanceof TorchPickle.Tensor tensor) {
      tensors.put(prefix, tensor);
    } else if (value instanceof Map<?, ?> map) {
      if (depth > MAX_DEPTH) {
        throw damaged("its dictionaries are nested too deep");
      }
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        if (++entries > MAX_ENTRIES) {
          throw damaged("it has too many entries");
        }
        collect(
            (prefix.isEmpty() ? "" : prefix + ".") + entry.getKey(), entry.getValue(), depth + 1);
      }
    } else if (depth == 0) {
      throw new TemperaException(
          Kind.UNREADABLE,
          name,
          name + " holds no state dict: nothing in it has a name. Save the model's state_dict().");
    }
  }

  private Map<String, Weights> weights() {
    Map<String, Weights> weights = new TreeMap<>();
    // Views can share one storage and repeat its numbers, but never to more than a file would hold.
    long budget = length;
    for (Map.Entry<String, TorchPickle.Tensor> entry : tensors.entrySet()) {
      TorchPickle.Tensor tensor = entry.getValue();
      float[] storage = storages.get(tensor.storage().key());
      long[] shape = tensor.sizes().stream().mapToLong(Long::longValue).toArray();
      long count = Weights.count(shape);
      budget -= count;
      if (storage == null || count < 0 || budget < 0 || !within(tensor, count, storage.length)) {
        throw damaged("the tensor \"" + entry.getKey() + "\" reaches beyond its storage");
      }
      weights.put(entry.getKey(), new Weights(shape, gather(tensor, storage, (int) count)));
    }
    return weights;
  }

  private static boolean within(TorchPickle.Tensor tensor, long count, int available) {
    if (tensor.sizes().size() != tensor.strides().size()) {
      return false;
    }
    if (count == 0) {
      return true;
    }
    long last = tensor.offset();
    for (int i = 0; i < tensor.sizes().size(); i++) {
      long steps = tensor.sizes().get(i) - 1;
      long stride = tensor.strides().get(i);
      if (last >= available || (steps > 0 && stride > available / steps)) {
        return false;
      }
      last += steps * stride;
    }
    return last < available;
  }

  /** The view's numbers in row-major order, whatever its strides. */
  private static float[] gather(TorchPickle.Tensor tensor, float[] storage, int count) {
    long[] sizes = tensor.sizes().stream().mapToLong(Long::longValue).toArray();
    long[] strides = tensor.strides().stream().mapToLong(Long::longValue).toArray();
    float[] values = new float[count];
    long[] index = new long[sizes.length];
    long position = tensor.offset();
    for (int i = 0; i < count; i++) {
      values[i] = storage[(int) position];
      for (int axis = sizes.length - 1; axis >= 0; axis--) {
        position += strides[axis];
        if (++index[axis] < sizes[axis]) {
          break;
        }
        position -= index[axis] * strides[axis];
        index[axis] = 0;
      }
    }
    return values;
  }

  private void checkByteOrder(boolean little) {
    if (!little) {
      throw new TemperaException(
          Kind.UNREADABLE,
          name,
          name + " was saved on a big-endian machine, which is not read; save it on another.");
    }
  }

  private TemperaException damaged(String how) {
    return new TemperaException(
        Kind.UNREADABLE,
        name,
        name + " is not a sound PyTorch checkpoint: " + how + ". Fetch or copy it again.");
  }
}
