package io.github.tempera.internal.network;

import io.github.tempera.TemperaException;
import io.github.tempera.TemperaException.Kind;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URL;
import java.nio.channels.FileLock;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.ClassProperties;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * PyTorch's native libraries. Whatever first uses PyTorch comes through here: left to itself,
 * JavaCPP loads libtorch before it has unpacked libtorch_cpu, and the system's linker then takes
 * one of another PyTorch, if it finds any.
 */
public final class Natives {
  // By JavaCPP's names. Each stands on those before it, libtorch's own on OpenBLAS too.
  private static final List<String> HELPERS = List.of("gomp@.1", "iomp5", "uv", "asmjit", "fbgemm");
  private static final List<String> LIBTORCH =
      List.of("c10", "torch_cpu", "c10_cuda", "torch_cuda", "torch");

  // One for all class loaders of this Java, which share the lock on the file.
  private static final Object LOADING = (Natives.class.getName() + ".loading").intern();
  private static boolean loaded;

  private Natives() {}

  /**
   * Unpacks the libraries to JavaCPP's cache folder, unless they are there, and loads them.
   *
   * @throws TemperaException if they cannot be unpacked or do not load on this system
   */
  public static synchronized void load() {
    if (loaded) {
      return;
    }
    synchronized (LOADING) {
      try {
        loadAll();
      } catch (IOException | LinkageError e) {
        throw new TemperaException(
            Kind.UNAVAILABLE,
            null,
            "The native libraries do not load on this system (%s, %s): %s. Tempera runs on Linux"
                    .formatted(
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        e.getMessage())
                + " x86-64, macOS arm64 and Windows x86-64, with the natives of"
                + " org.bytedeco:pytorch on the class path, and unpacks them to ~/.javacpp/cache"
                + " or the folder of -Dorg.bytedeco.javacpp.cachedir=FOLDER.",
            e);
      }
    }
    // It warns at every small convolution on processors that it does not know.
    torch.globalContext().setUserEnabledNNPACK(false);
    loaded = true;
  }

  /** How many threads the calling thread's work takes. */
  public static void useThreads(int threads) {
    load();
    torch.set_num_threads(threads);
  }

  /** How many threads each matrix product takes, in the whole process. */
  public static void useThreadsForProducts(int threads) {
    load();
    openblas_nolapack.blas_set_num_threads(threads);
  }

  private static void loadAll() throws IOException {
    URL first = resource(LIBTORCH.get(0));
    if (first == null) {
      throw new UnsatisfiedLinkError("there are none for it");
    }
    String path = first.getPath();
    String unpacked = path.substring(path.lastIndexOf('/', path.indexOf('!')) + 1);
    try (RandomAccessFile lock = lockOrNull(unpacked)) {
      Loader.load(openblas.class);
      loadTorch(first);
      if (lock != null && !unpacked.equals(firstLine(lock))) {
        lock.setLength(0);
        lock.writeBytes(unpacked);
      }
    }
  }

  /**
   * Locks the cache folder: for all who find in the lock's file that what they need lies there
   * whole, else for one process, so that none sees what another has half unpacked. There is no lock
   * where the system has none or the file is another user's.
   */
  private static @Nullable RandomAccessFile lockOrNull(String unpacked) {
    try {
      RandomAccessFile file =
          new RandomAccessFile(new File(Loader.getCacheDir(), "tempera.lock"), "rw");
      FileLock shared = file.getChannel().lock(0, Long.MAX_VALUE, true);
      if (!unpacked.equals(firstLine(file))) {
        shared.release();
        file.getChannel().lock();
      }
      return file;
    } catch (IOException e) {
      return null;
    }
  }

  private static @Nullable String firstLine(RandomAccessFile file) throws IOException {
    file.seek(0);
    return file.readLine();
  }

  private static void loadTorch(URL first) throws IOException {
    List<String> all = new ArrayList<>(HELPERS);
    all.addAll(LIBTORCH);
    for (String name : all) {
      URL resource = resource(name);
      if (resource != null) {
        Loader.cacheResource(resource);
      }
    }
    List<String> before = new ArrayList<>();
    Loader.getLoadedLibraries()
        .forEach(
            (name, file) -> {
              if (file.contains("openblas") && !name.startsWith("jni")) {
                before.add(file);
              }
            });
    if (resource("torch_cuda") != null) {
      before.addAll(loadCuda());
    }
    for (String name : all) {
      URL resource = resource(name);
      if (resource == null && LIBTORCH.contains(name)) {
        // JavaCPP would load the system's; what it takes for loaded it does not look for.
        resource = first;
      }
      if (resource != null) {
        before.add(load(name, before, resource));
      }
    }
    Loader.load(torch.class);
  }

  /** Loads what JavaCPP finds of the libraries of CUDA. */
  private static List<String> loadCuda() {
    ClassProperties properties = Loader.loadProperties(torch.class, Loader.loadProperties(), true);
    List<String> files = new ArrayList<>();
    for (String name : properties.get("platform.preload")) {
      URL[] places = Loader.findLibrary(torch.class, properties, name);
      if (places.length > 0 && !HELPERS.contains(name) && !LIBTORCH.contains(name)) {
        try {
          files.add(load(name, files, places));
        } catch (UnsatisfiedLinkError notAllAreNeeded) {
          // When one is, a library of libtorch does not load.
        }
      }
    }
    return files;
  }

  private static String load(String name, List<String> before, URL... places) {
    return Loader.loadLibrary(torch.class, places, name, before.toArray(String[]::new));
  }

  /** Where a library is on the class path. */
  private static @Nullable URL resource(String name) {
    String[] parts = name.split("@", -1);
    String file = System.mapLibraryName(parts[0]) + (parts.length > 1 ? parts[1] : "");
    String folder = "/org/bytedeco/pytorch/" + Loader.getPlatform();
    URL gpu = torch.class.getResource(folder + "-gpu/" + file);
    return gpu == null ? torch.class.getResource(folder + "/" + file) : gpu;
  }
}
