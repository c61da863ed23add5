package io.github.tempera.training.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {
  @TempDir private Path folder = Path.of("");

  private Path file() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().contains("tfevents")).findFirst().orElseThrow();
    }
  }

  /** The bytes of each record, after its checksums were found right. */
  private static List<ByteBuffer> records(byte[] bytes) {
    List<ByteBuffer> records = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      int start = in.position();
      int length = Math.toIntExact(in.getLong());
      assertThat(in.getInt()).isEqualTo(masked(bytes, start, 8));
      int content = in.position();
      in.position(content + length);
      assertThat(in.getInt()).isEqualTo(masked(bytes, content, length));
      records.add(ByteBuffer.wrap(bytes, content, length).slice().order(ByteOrder.LITTLE_ENDIAN));
    }
    return records;
  }

  private static int masked(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    long value = crc.getValue();
    return (int) ((((value >>> 15) | (value << 17)) & 0xFFFFFFFFL) + 0xa282ead8L);
  }

  @Test
  void theFirstRecordTellsTheVersionAndTheOthersHoldScalars() throws IOException {
    try (EventFile events = EventFile.open(folder, 0)) {
      events.add(300, Map.of("loss/content", 1.5));
    }
    List<ByteBuffer> records = records(Files.readAllBytes(file()));
    assertThat(records).hasSize(2);
    ByteBuffer version = records.get(0);
    assertThat(version.get()).isEqualTo((byte) 0x09); // field 1, 64 bits: wall time
    assertThat(version.getDouble()).isGreaterThan(1.6e9);
    assertThat(version.getShort()).isEqualTo((short) 0x0010); // field 2, varint: step 0
    assertThat(rest(version)).isEqualTo(bytes("\u001a\rbrain.Event:2"));
    ByteBuffer scalar = records.get(1);
    scalar.position(9);
    assertThat(rest(scalar))
        .isEqualTo(bytes("\u0010\u00ac\u0002*\u0015\n\u0013\n\floss/content\u0015\0\0\u00c0?"));
  }

  private static byte[] bytes(String latin) {
    return latin.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] rest(ByteBuffer buffer) {
    byte[] rest = new byte[buffer.remaining()];
    buffer.get(rest);
    return rest;
  }

  @Test
  void laterEventsAndHalfARecordAreCutOff() throws IOException {
    try (EventFile events = EventFile.open(folder, 0)) {
      for (int step = 1; step <= 5; step++) {
        events.add(step, Map.of("a", (double) step, "b", 0.5));
      }
    }
    Files.write(file(), new byte[] {7, 0, 0}, StandardOpenOption.APPEND);
    try (EventFile events = EventFile.open(folder, 3)) {
      events.add(4, Map.of("a", 40.0));
    }
    List<EventFile.Event> events = EventFile.read(file(), new ArrayList<>());
    assertThat(events).extracting(EventFile.Event::step).containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThat(new TreeMap<>(events.get(2).scalars())).isEqualTo(Map.of("a", 2f, "b", 0.5f));
    assertThat(events.get(4).scalars()).isEqualTo(Map.of("a", 40f));
    assertThat(records(Files.readAllBytes(file()))).hasSize(5);
  }

  @Property(tries = 50)
  void everyStepComesBack(@ForAll @LongRange(min = 0) long step, @ForAll float value)
      throws IOException {
    Path place = Files.createTempDirectory("events");
    try (EventFile events = EventFile.open(place, Long.MAX_VALUE)) {
      events.add(step, Map.of("x", (double) value));
    }
    try (Stream<Path> files = Files.list(place)) {
      Path file = files.findFirst().orElseThrow();
      assertThat(EventFile.read(file, new ArrayList<>()).get(1))
          .isEqualTo(new EventFile.Event(step, Map.of("x", value)));
      Files.delete(file);
    }
    Files.delete(place);
  }
}
