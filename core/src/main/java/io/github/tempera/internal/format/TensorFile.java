package io.github.tempera.internal.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.tempera.TemperaException;
import io.github.tempera.internal.file.FileErrors;
import io.github.tempera.internal.file.WholeFile;
import io.github.tempera.model.Weights;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A safetensors file in memory: named tensors and string metadata.
 *
 * <p>The format is a little-endian 64-bit length, a JSON header of that length, and the tensors'
 * bytes without gaps (<a href="https://github.com/huggingface/safetensors#format">description</a>).
 * All becomes float32: F32, F16 and BF16 exactly, F64 and whole numbers rounded. Other types are
 * refused.
 */
public final class TensorFile {
  /** How values are stored. */
  public enum Storage {
    /** float32, exactly as in memory. */
    F32,
    /** IEEE half precision, rounded to nearest: half the size, 3 decimal digits, at most 65504. */
    F16
  }

  private final SortedMap<String, Weights> tensors;
  private final SortedMap<String, String> metadata;

  /**
   * @param tensors tensors by name
   * @param metadata free text by name
   */
  public TensorFile(Map<String, Weights> tensors, Map<String, String> metadata) {
    this.tensors = Collections.unmodifiableSortedMap(new TreeMap<>(tensors));
    this.metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
  }

  /**
   * Reads a whole file.
   *
   * @throws TemperaException if the file is absent or is not a sound safetensors file
   */
  public static TensorFile read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new SafetensorsReader(in, file.toString(), Files.size(file)).read();
    } catch (IOException e) {
      throw FileErrors.cannotRead(file, e);
    }
  }

  /**
   * Reads a whole stream and leaves it open.
   *
   * @param name what to call the stream in error messages
   * @throws TemperaException if the stream is not a sound safetensors file or cannot be read
   */
  public static TensorFile read(InputStream in, String name) {
    try {
      return new SafetensorsReader(in, name, Long.MAX_VALUE).read();
    } catch (IOException e) {
      throw FileErrors.unreadable(name, "Cannot read " + name, e);
    }
  }

  /**
   * The header alone: names and metadata are checked, and the file's length, but no value is read.
   */
  public static Map<String, String> readMetadata(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new SafetensorsReader(in, file.toString(), Files.size(file)).readMetadata();
    } catch (IOException e) {
      throw FileErrors.cannotRead(file, e);
    }
  }

  /** See {@link #readMetadata(Path)}; the length of a stream cannot be checked. */
  public static Map<String, String> readMetadata(InputStream in, String name) {
    try {
      return new SafetensorsReader(in, name, Long.MAX_VALUE).readMetadata();
    } catch (IOException e) {
      throw FileErrors.unreadable(name, "Cannot read " + name, e);
    }
  }

  /** All tensors, sorted by name; unmodifiable. */
  public SortedMap<String, Weights> tensors() {
    return tensors;
  }

  /** All metadata, sorted by name; unmodifiable. */
  public SortedMap<String, String> metadata() {
    return metadata;
  }

  /**
   * The tensor of that name.
   *
   * @throws TemperaException if there is none
   */
  public Weights get(String name) {
    Weights found = tensors.get(name);
    if (found == null) {
      throw new TemperaException(
          "The model file holds no tensor \"" + name + "\"; it holds " + tensors.keySet() + ".");
    }
    return found;
  }

  /** Writes float32; see {@link #write(Path, Storage)}. */
  public void write(Path file) {
    write(file, Storage.F32);
  }

  /**
   * Writes the file beside its place, then moves it there in one step: whoever reads sees the old
   * file or the whole new one. Equal contents give equal bytes.
   *
   * @throws TemperaException if the file cannot be written
   */
  public void write(Path file, Storage storage) {
    Path target = file.toAbsolutePath();
    try {
      Files.createDirectories(Objects.requireNonNullElse(target.getParent(), target));
      WholeFile.replace(target, part -> writeThrough(part, storage));
    } catch (IOException e) {
      throw FileErrors.cannotWrite(file, e);
    }
  }

  private void writeThrough(Path file, Storage storage) throws IOException {
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
      write(out, storage);
      out.flush();
      // Without this a power cut could leave the name pointing at an empty file.
      channel.force(true);
    }
  }

  private void write(OutputStream out, Storage storage) throws IOException {
    byte[] header = header(storage);
    int padding = (8 - header.length % 8) % 8;
    ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    out.write(length.putLong(header.length + (long) padding).array());
    out.write(header);
    out.write(" ".repeat(padding).getBytes(StandardCharsets.US_ASCII));
    for (Weights weights : tensors.values()) {
      writeValues(out, weights.values(), storage);
    }
  }

  private static void writeValues(OutputStream out, float[] values, Storage storage)
      throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    int perChunk = chunk.capacity() / bytesPerValue(storage);
    for (int start = 0; start < values.length; start += perChunk) {
      int end = Math.min(start + perChunk, values.length);
      chunk.clear();
      for (int i = start; i < end; i++) {
        if (storage == Storage.F32) {
          chunk.putFloat(values[i]);
        } else {
          chunk.putShort(NumberFormat.toFloat16(values[i]));
        }
      }
      out.write(chunk.array(), 0, chunk.position());
    }
  }

  private byte[] header(Storage storage) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
      json.writeStartObject();
      json.writeObjectFieldStart("__metadata__");
      for (Map.Entry<String, String> entry : metadata.entrySet()) {
        json.writeStringField(entry.getKey(), entry.getValue());
      }
      json.writeEndObject();
      long offset = 0;
      for (Map.Entry<String, Weights> entry : tensors.entrySet()) {
        Weights weights = entry.getValue();
        long end = offset + (long) weights.values().length * bytesPerValue(storage);
        json.writeObjectFieldStart(entry.getKey());
        json.writeStringField("dtype", storage.name());
        json.writeFieldName("shape");
        json.writeArray(weights.shape(), 0, weights.shape().length);
        json.writeFieldName("data_offsets");
        json.writeArray(new long[] {offset, end}, 0, 2);
        json.writeEndObject();
        offset = end;
      }
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static int bytesPerValue(Storage storage) {
    return storage == Storage.F32 ? 4 : 2;
  }

  @Override
  public String toString() {
    return "TensorFile" + Arrays.toString(tensors.keySet().toArray());
  }
}
