package io.github.tempera.internal.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes pickles opcode by opcode, the good and the bad, and the checkpoints around them. */
public final class PickleWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Map<String, byte[]> storages = new LinkedHashMap<>();
  private final Map<String, Integer> counts = new LinkedHashMap<>();

  public PickleWriter() {
    op(0x80, 2);
  }

  public PickleWriter op(int... opcodes) {
    for (int opcode : opcodes) {
      bytes.write(opcode);
    }
    return this;
  }

  public PickleWriter global(String module, String name) {
    op('c');
    bytes.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  public PickleWriter text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    op('X');
    bytes.writeBytes(little(4).putInt(utf8.length).array());
    bytes.writeBytes(utf8);
    return this;
  }

  public PickleWriter number(int number) {
    op('J');
    bytes.writeBytes(little(4).putInt(number).array());
    return this;
  }

  public PickleWriter tuple(long... numbers) {
    op('(');
    for (long number : numbers) {
      number((int) number);
    }
    return op('t');
  }

  /** The persistent id of a storage, without its numbers. */
  public PickleWriter storageId(String type, String key, int count) {
    op('(').text("storage").global("torch", type).text(key).text("cpu").number(count);
    return op('t', 'Q');
  }

  /** A view of a storage of float32, and the storage's numbers for the checkpoint. */
  public PickleWriter tensor(
      String key, float[] numbers, int offset, long[] sizes, long[] strides) {
    storage(key, numbers);
    byte[] data = storages.getOrDefault(key, new byte[0]);
    return tensor("FloatStorage", key, numbers.length, data, offset, sizes, strides);
  }

  /** Numbers for the checkpoint, stored as float32. */
  public PickleWriter storage(String key, float[] numbers) {
    byte[] data = new byte[4 * numbers.length];
    ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(numbers);
    storages.put(key, data);
    counts.put(key, numbers.length);
    return this;
  }

  public PickleWriter tensor(
      String type, String key, int count, byte[] data, int offset, long[] sizes, long[] strides) {
    storages.put(key, data);
    counts.put(key, count);
    global("torch._utils", "_rebuild_tensor_v2").op('(');
    storageId(type, key, count).number(offset).tuple(sizes).tuple(strides);
    return op(0x89).global("collections", "OrderedDict").op(')', 'R', 't', 'R');
  }

  /** The pickle with the final stop; this writer stays as it is. */
  public byte[] toBytes() {
    byte[] pickle = Arrays.copyOf(bytes.toByteArray(), bytes.size() + 1);
    pickle[pickle.length - 1] = '.';
    return pickle;
  }

  /** The form since PyTorch 1.6. */
  public Path archive(Path file) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      stored(zip, "archive/data.pkl", toBytes());
      stored(zip, "archive/byteorder", "little".getBytes(StandardCharsets.US_ASCII));
      for (Map.Entry<String, byte[]> storage : storages.entrySet()) {
        stored(zip, "archive/data/" + storage.getKey(), storage.getValue());
      }
      stored(zip, "archive/version", "3\n".getBytes(StandardCharsets.US_ASCII));
    }
    return file;
  }

  static void stored(ZipOutputStream zip, String name, byte[] data) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    CRC32 crc = new CRC32();
    crc.update(data);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(data.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(data);
    zip.closeEntry();
  }

  /** The form before PyTorch 1.6. */
  public Path legacy(Path file) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    PickleWriter magic = new PickleWriter().op(0x8a, 10);
    magic.op(0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19);
    all.writeBytes(magic.toBytes());
    all.writeBytes(new PickleWriter().number(1001).toBytes());
    all.writeBytes(new PickleWriter().op('}', '(').text("little_endian").op(0x88, 'u').toBytes());
    all.writeBytes(toBytes());
    PickleWriter keys = new PickleWriter().op(']', '(');
    storages.keySet().forEach(keys::text);
    all.writeBytes(keys.op('e').toBytes());
    storages.forEach(
        (key, data) -> {
          all.writeBytes(little(8).putLong(counts.getOrDefault(key, 0)).array());
          all.writeBytes(data);
        });
    return Files.write(file, all.toByteArray());
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
