package io.github.tempera.training.show;

import io.github.tempera.TemperaException;
import io.github.tempera.internal.file.FileErrors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Scalars for TensorBoard: a file of records (length, its checksum, bytes, their checksum; all
 * little-endian), each a protocol buffer of type Event.
 */
public final class EventFile implements AutoCloseable {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private final Path file;
  private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();

  private EventFile(Path file) {
    this.file = file;
  }

  /**
   * Opens the event file of a folder, new or as it was left.
   *
   * @param last events of later steps are cut off
   * @throws TemperaException if it cannot be used
   */
  public static EventFile open(Path folder, long last) {
    try (Stream<Path> files = Files.list(folder)) {
      Path old =
          files
              .filter(file -> file.getFileName().toString().startsWith("events.out.tfevents."))
              .findFirst()
              .orElse(null);
      if (old != null) {
        cut(old, last);
        return new EventFile(old);
      }
    } catch (IOException e) {
      throw FileErrors.unwritable(folder, "Cannot use the event file in " + folder, e);
    }
    double now = System.currentTimeMillis() / 1e3;
    EventFile events =
        new EventFile(folder.resolve("events.out.tfevents." + (long) now + ".tempera"));
    events.record(event(now, 0, 3, "brain.Event:2".getBytes(StandardCharsets.US_ASCII)));
    return events;
  }

  /** Adds numbers of a step, by name; they reach the file with {@link #flush}. */
  public void add(long step, Map<String, Double> scalars) {
    ByteArrayOutputStream summary = new ByteArrayOutputStream();
    scalars.forEach(
        (name, value) -> {
          ByteArrayOutputStream scalar = new ByteArrayOutputStream();
          bytes(scalar, 1, name.getBytes(StandardCharsets.UTF_8));
          scalar.write((2 << 3) | FIXED32);
          scalar.writeBytes(little(Float.BYTES).putFloat(value.floatValue()).array());
          bytes(summary, 1, scalar.toByteArray());
        });
    record(event(System.currentTimeMillis() / 1e3, step, 5, summary.toByteArray()));
  }

  /** An Event: wall time in seconds, step, and one field of bytes. */
  private static byte[] event(double time, long step, int field, byte[] content) {
    ByteArrayOutputStream event = new ByteArrayOutputStream();
    event.write((1 << 3) | FIXED64);
    event.writeBytes(little(Double.BYTES).putDouble(time).array());
    event.write((2 << 3) | VARINT);
    varint(event, step);
    bytes(event, field, content);
    return event.toByteArray();
  }

  private static void bytes(ByteArrayOutputStream out, int field, byte[] content) {
    out.write((field << 3) | BYTES);
    varint(out, content.length);
    out.writeBytes(content);
  }

  private static void varint(ByteArrayOutputStream out, long value) {
    long rest = value;
    while (rest >>> 7 != 0) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  private void record(byte[] content) {
    byte[] length = little(Long.BYTES).putLong(content.length).array();
    waiting.writeBytes(length);
    waiting.writeBytes(little(Integer.BYTES).putInt(checksum(length)).array());
    waiting.writeBytes(content);
    waiting.writeBytes(little(Integer.BYTES).putInt(checksum(content)).array());
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** CRC-32C, masked as the format wants it. */
  private static int checksum(byte[] content) {
    CRC32C crc = new CRC32C();
    crc.update(content);
    return Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
  }

  /** Brings to the file what is not there yet. */
  public void flush() {
    try {
      Files.write(
          file, waiting.toByteArray(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      waiting.reset();
    } catch (IOException e) {
      throw FileErrors.cannotWrite(file, e);
    }
  }

  /** An event that was read. */
  record Event(long step, Map<String, Float> scalars) {}

  /**
   * The events of a file, up to the first that is damaged.
   *
   * @param ends takes where each of them ends in the file
   */
  static List<Event> read(Path file, List<Integer> ends) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<Event> events = new ArrayList<>();
    while (in.remaining() >= 16) {
      byte[] length = new byte[Long.BYTES];
      in.get(length);
      int lengthChecksum = in.getInt();
      long size = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong();
      if (lengthChecksum != checksum(length) || size < 0 || size > in.remaining() - 4L) {
        break;
      }
      byte[] content = new byte[(int) size];
      in.get(content);
      if (in.getInt() != checksum(content)) {
        break;
      }
      events.add(EventReader.event(content));
      ends.add(in.position());
    }
    return events;
  }

  private static void cut(Path file, long last) throws IOException {
    List<Integer> ends = new ArrayList<>();
    List<Event> events = read(file, ends);
    int end = 0;
    for (int i = 0; i < events.size() && events.get(i).step() <= last; i++) {
      end = ends.get(i);
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(end);
    }
  }

  @Override
  public void close() {
    flush();
  }
}
