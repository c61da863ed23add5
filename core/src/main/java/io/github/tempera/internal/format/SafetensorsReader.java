package io.github.tempera.internal.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.github.tempera.TemperaException;
import io.github.tempera.TemperaException.Kind;
import io.github.tempera.model.Weights;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one safetensors file front to back and believes nothing it says: every length is checked
 * against what precedes it before anything of that size is allocated.
 */
final class SafetensorsReader {
  // The reference implementation's own limit is 100 MB; ours need a few kB.
  private static final long MAX_HEADER = 16L << 20;

  // The streaming parser alone: the object mapper would cost more than reading the bundled model.
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  // Loops rather than streams and lambdas in this class: their set-up is felt at every start.
  private record Entry(String name, NumberFormat type, List<Long> sizes, long begin, long end)
      implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int order = Long.compare(begin, other.begin);
      return order != 0 ? order : Long.compare(end, other.end);
    }

    long[] shape() {
      long[] shape = new long[sizes.size()];
      for (int i = 0; i < shape.length; i++) {
        shape[i] = sizes.get(i);
      }
      return shape;
    }
  }

  private final InputStream in;
  private final String name;
  private final long available;
  private final Map<String, String> metadata = new HashMap<>();
  private final List<Entry> entries = new ArrayList<>();

  /**
   * @param available the length of the whole file, or Long.MAX_VALUE when unknown
   */
  SafetensorsReader(InputStream in, String name, long available) {
    this.in = in;
    this.name = name;
    this.available = available;
  }

  TensorFile read() throws IOException {
    readHeader();
    Map<String, Weights> tensors = new HashMap<>();
    for (Entry entry : entries) {
      tensors.put(entry.name, readValues(entry));
    }
    if (in.read() >= 0) {
      throw damaged("bytes follow the last tensor");
    }
    return new TensorFile(tensors, metadata);
  }

  Map<String, String> readMetadata() throws IOException {
    readHeader();
    return metadata;
  }

  private void readHeader() throws IOException {
    byte[] prefix = in.readNBytes(8);
    long length =
        prefix.length < 8 ? -1 : ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 2 || length > MAX_HEADER) {
      FileStart.check(prefix, in, name);
      if (TorchCheckpoint.isOne(prefix)) {
        throw new TemperaException(
            Kind.UNREADABLE,
            name,
            "%s is a checkpoint of PyTorch, not a model file: bring it in with `tempera models import`."
                .formatted(name));
      }
      throw damaged(
          prefix.length < 8
              ? "it is cut short, and ends before the header"
              : "it declares a header of " + Long.toUnsignedString(length) + " bytes");
    }
    // No more than there is: a lying length costs no memory.
    byte[] header = in.readNBytes((int) Math.min(length, available - 8));
    if (header.length < length) {
      throw damaged("it is cut short, and ends within the header");
    }
    try (JsonParser json = JSON.createParser(header)) {
      parse(json);
    } catch (JsonProcessingException e) {
      throw damaged("its header is not JSON (" + e.getOriginalMessage() + ")");
    }
    checkOffsets(available == Long.MAX_VALUE ? -1 : available - 8 - length);
  }

  private void parse(JsonParser json) throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw damaged("its header is not a JSON object");
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw damaged("its header's \"" + key + "\" is not an object");
      }
      if (key.equals("__metadata__")) {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String field = json.currentName();
          if (json.nextToken() != JsonToken.VALUE_STRING) {
            throw damaged("its metadata \"" + field + "\" is not text");
          }
          metadata.put(field, json.getText());
        }
        if (json.currentToken() != JsonToken.END_OBJECT) {
          throw damaged("its metadata is not a list of texts");
        }
      } else {
        entries.add(parseEntry(key, json));
      }
    }
    if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
      throw damaged("its header goes on after its end");
    }
  }

  private Entry parseEntry(String key, JsonParser json) throws IOException {
    String dtype = "none";
    List<Long> sizes = List.of(-1L);
    List<Long> offsets = List.of();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "dtype" -> dtype = json.getText();
        case "shape" -> sizes = parseLongs(key, json);
        case "data_offsets" -> offsets = parseLongs(key, json);
        default -> json.skipChildren();
      }
    }
    if (json.currentToken() != JsonToken.END_OBJECT) {
      throw damaged("the tensor \"" + key + "\" is described by something odd");
    }
    NumberFormat type = null;
    for (NumberFormat format : NumberFormat.values()) {
      if (format.name().equals(dtype)) {
        type = format;
      }
    }
    if (type == null) {
      throw new TemperaException(
          Kind.UNREADABLE,
          name,
          name
              + " stores the tensor \""
              + key
              + "\" as "
              + dtype
              + ", which is not read; convert it to F32, F16 or BF16.");
    }
    Entry entry =
        offsets.size() == 2
            ? new Entry(key, type, sizes, offsets.get(0), offsets.get(1))
            : new Entry(key, type, sizes, -1, -1);
    long count = Weights.count(entry.shape());
    if (count < 0 || count > Integer.MAX_VALUE - 8) {
      throw damaged("the tensor \"" + key + "\" has the shape " + sizes);
    }
    if (entry.begin < 0
        || entry.end < entry.begin
        || entry.end - entry.begin != count * type.bytes) {
      throw damaged(
          "the tensor \"" + key + "\" of shape " + sizes + " cannot lie at the bytes " + offsets);
    }
    return entry;
  }

  private List<Long> parseLongs(String key, JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw damaged("the tensor \"" + key + "\" has no list of numbers where one belongs");
    }
    List<Long> numbers = new ArrayList<>();
    while (json.nextToken() == JsonToken.VALUE_NUMBER_INT) {
      numbers.add(json.getLongValue());
    }
    if (json.currentToken() != JsonToken.END_ARRAY) {
      throw damaged("the tensor \"" + key + "\" has something other than whole numbers in a list");
    }
    return numbers;
  }

  /** The tensors must lie one behind the other from 0 on, without gap or overlap, to the end. */
  private void checkOffsets(long dataLength) {
    Collections.sort(entries);
    long expected = 0;
    for (Entry entry : entries) {
      if (entry.begin != expected) {
        String relation = entry.begin < expected ? "overlaps" : "leaves a gap behind";
        throw damaged("the tensor \"" + entry.name + "\" " + relation + " its predecessor");
      }
      expected = entry.end;
    }
    if (dataLength >= 0 && expected != dataLength) {
      throw damaged(
          (dataLength < expected ? "it is cut short: " : "")
              + "its header describes "
              + expected
              + " bytes of tensors and "
              + dataLength
              + " are there");
    }
  }

  private Weights readValues(Entry entry) throws IOException {
    long length = entry.end - entry.begin;
    if (length > Integer.MAX_VALUE - 8) {
      throw damaged("the tensor \"" + entry.name + "\" is larger than 2 GiB");
    }
    // readNBytes grows with what really arrives: a lying header costs no memory.
    byte[] bytes = in.readNBytes((int) length);
    if (bytes.length < length) {
      throw damaged("it is cut short, and ends within the tensor \"" + entry.name + "\"");
    }
    return new Weights(entry.shape(), entry.type.decode(bytes));
  }

  private TemperaException damaged(String how) {
    return new TemperaException(
        Kind.UNREADABLE,
        name,
        name + " is not a sound safetensors file: " + how + ". Fetch or copy it again.");
  }
}
