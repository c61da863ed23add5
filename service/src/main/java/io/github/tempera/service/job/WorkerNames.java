package io.github.tempera.service.job;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Names of workers that tell whether the worker is dead, to those on the same running system: host,
 * process and when it began. Others have to wait for the lease to run out.
 */
final class WorkerNames {
  private static final String HOST = host();

  private WorkerNames() {}

  /** The name of this process's worker of that number. */
  static String name(int number) {
    ProcessHandle process = ProcessHandle.current();
    return String.join(
        "|", HOST, Long.toString(process.pid()), started(process), Integer.toString(number));
  }

  /** Whether that worker ran here and its process has ended. */
  static boolean isDead(String worker) {
    String[] parts = worker.split("\\|", -1);
    if (parts.length != 4 || !parts[0].equals(HOST)) {
      return false;
    }
    Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(parts[1]));
    return process.isEmpty()
        || !process.get().isAlive()
        || !started(process.get()).equals(parts[2]);
  }

  private static String started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).map(String::valueOf).orElse("");
  }

  /** This system since it was started, and which container of it, for process ids are its own. */
  private static String host() {
    String name;
    try {
      name = InetAddress.getLocalHost().getHostName();
    } catch (IOException e) {
      name = "localhost";
    }
    return (name + "/" + boot() + "/" + processSpace()).replace('|', '_');
  }

  private static String boot() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    } catch (IOException e) {
      return "";
    }
  }

  private static String processSpace() {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }
}
