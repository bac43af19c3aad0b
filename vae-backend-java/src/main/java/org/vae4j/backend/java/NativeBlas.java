package org.vae4j.backend.java;

import static java.lang.invoke.MethodType.methodType;

import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import dev.ludovic.netlib.blas.NativeBLAS;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Products by a native BLAS, which works on heap arrays in place: the calls pin them for as long as
 * they take. Each call computes in the thread that makes it, and gives the same bits wherever its
 * arrays lie.
 */
final class NativeBlas {
  /** Where the calls look for the library; who sets it has chosen one for the whole process. */
  private static final String PATH_PROPERTY = "dev.ludovic.netlib.blas.nativeLibPath";

  private static final int RTLD_LAZY = 1;

  private static final int MKL_THREADING_INTEL = 0;
  private static final int MKL_CBWR_AUTO = 2;
  private static final Pattern MKL_VERSION = Pattern.compile("Version (\\S+?)-");

  private static final System.Logger LOG = System.getLogger(NativeBlas.class.getName());

  private final String name;

  private NativeBlas(String name) {
    this.name = name;
  }

  private static final class Loaded {
    static final Optional<NativeBlas> LIBRARY = load();

    private static Optional<NativeBlas> load() {
      String chosen = System.getProperty(PATH_PROPERTY);
      if (chosen != null) {
        return attempt(chosen, () -> open(chosen));
      }
      return BlasLibrary.ofThisProcess().stream()
          .flatMap(library -> attempt(library.toString(), () -> open(library)).stream())
          .findFirst();
    }

    private static Optional<NativeBlas> attempt(String library, Callable<NativeBlas> opening) {
      try {
        return Optional.of(opening.call());
      } catch (Exception | LinkageError e) {
        String message =
            library
                + " cannot be used, so something slower computes products"
                + " (docs/troubleshooting.md#blas)";
        LOG.log(System.Logger.Level.WARNING, message, e);
        return Optional.empty();
      }
    }
  }

  /**
   * The library, loaded on first use, or nothing if none is on the classpath or fits this machine;
   * the latter is logged.
   */
  static Optional<NativeBlas> find() {
    return Loaded.LIBRARY;
  }

  private static NativeBlas open(BlasLibrary library) throws IOException {
    try {
      return open(library.copyTo(Files.createDirectories(library.cache())));
    } catch (IOException | UnsatisfiedLinkError e) { // no place to write, or none to run from
      String message =
          library
              + " cannot be kept in "
              + library.cache()
              + " and is unpacked anew each time; set XDG_CACHE_HOME to a folder that can be";
      LOG.log(System.Logger.Level.DEBUG, message, e);
    }
    Path folder = Files.createTempDirectory("vae4j-blas");
    try {
      return open(library.copyTo(folder));
    } finally { // what is loaded stays loaded
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  private static NativeBlas open(List<Path> files) {
    files.forEach(file -> System.load(file.toString()));
    String path = files.get(files.size() - 1).toString();
    System.setProperty(PATH_PROPERTY, path);
    return open(path);
  }

  private static NativeBlas open(String path) {
    // Not visible to libraries that are loaded later: they would call its functions for their own.
    Map<String, Integer> local = Map.of(Library.OPTION_OPEN_FLAGS, RTLD_LAZY);
    NativeBlas found = new NativeBlas(prepare(NativeLibrary.getInstance(path, local)));
    // The calls, and what the library loads for this processor, are looked up now, not in a run.
    found.product(
        false, false, 1, 1, 1, new float[1], 0, 1, new float[1], 0, 1, 0, new float[1], 0, 1);
    return found;
  }

  /**
   * Makes the library compute in the thread of its caller: callers run in parallel themselves, and
   * threads of its own would take turns.
   *
   * @return its name and version
   */
  private static String prepare(NativeLibrary library) {
    if (has(library, "openblas_set_num_threads")) {
      library.getFunction("openblas_set_num_threads").invokeVoid(new Object[] {1});
      Function config = library.getFunction("openblas_get_config"); // OpenBLAS 0.3.31 …
      return config.invokeString(new Object[0], false).replaceFirst("^(\\S+ \\S+).*", "$1");
    }
    if (has(library, "MKL_Set_Num_Threads")) {
      return prepareMkl(library);
    }
    throw new IllegalArgumentException(
        "products: expected OpenBLAS or MKL, got another library; take out -D" + PATH_PROPERTY);
  }

  private static String prepareMkl(NativeLibrary library) {
    // Else it takes GNU's where an engine has loaded that, and ends the process if it has none.
    library.getFunction("MKL_Set_Threading_Layer").invokeInt(new Object[] {MKL_THREADING_INTEL});
    // Else the bits of a product may depend on where the collector has moved its arrays to.
    int refusal = library.getFunction("MKL_CBWR_Set").invokeInt(new Object[] {MKL_CBWR_AUTO});
    if (refusal != 0) {
      throw new IllegalStateException(
          "MKL: expected reproducible results, got the error " + refusal);
    }
    library.getFunction("MKL_Set_Num_Threads").invokeVoid(new Object[] {1});
    byte[] text = new byte[200];
    library.getFunction("MKL_Get_Version_String").invokeVoid(new Object[] {text, text.length});
    Matcher version = MKL_VERSION.matcher(Native.toString(text));
    return version.find() ? "MKL " + version.group(1) : "MKL";
  }

  private static boolean has(NativeLibrary library, String function) {
    try {
      library.getFunction(function);
      return true;
    } catch (UnsatisfiedLinkError e) {
      return false;
    }
  }

  /** Such as {@code OpenBLAS 0.3.31}. */
  String name() {
    return name;
  }

  /**
   * C ← op(A)·op(B) + β·C, all in row-major order: op(A) is {@code [m, k]}, op(B) {@code [k, n]}.
   *
   * @param transposeA whether op(A) is Aᵀ
   * @param lda how far apart the rows of A are, as it is stored
   * @param beta 0 to ignore what C holds, 1 to add to it
   */
  void product(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      float[] a,
      int offsetA,
      int lda,
      float[] b,
      int offsetB,
      int ldb,
      float beta,
      float[] c,
      int offsetC,
      int ldc) {
    // The library's matrices are stored by columns: it sees Cᵀ = op(B)ᵀ·op(A)ᵀ.
    String right = transposeB ? "T" : "N";
    String left = transposeA ? "T" : "N";
    try {
      Functions.SGEMM.invokeExact(
          right, left, n, m, k, 1f, b, offsetB, ldb, a, offsetA, lda, beta, c, offsetC, ldc);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static IllegalStateException unexpected(Throwable e) {
    return new IllegalStateException("the native BLAS failed", e);
  }

  /**
   * y ← x·A + β·y, where A is {@code [x's length, columns]} in row-major order.
   *
   * @param beta 0 to ignore what y holds, 1 to add to it
   */
  void combineRows(float[] x, float[] a, int columns, float beta, float[] y) {
    combine("N", columns, x.length, a, x, beta, y);
  }

  /**
   * y ← A·x + β·y, where A is {@code [y's length, columns]} in row-major order.
   *
   * @param beta 0 to ignore what y holds, 1 to add to it
   */
  void combineColumns(float[] x, float[] a, int columns, float beta, float[] y) {
    combine("T", columns, y.length, a, x, beta, y);
  }

  private static void combine(
      String operation, int columns, int rows, float[] a, float[] x, float beta, float[] y) {
    try {
      Functions.SGEMV.invokeExact(
          operation, columns, rows, 1f, a, 0, columns, x, 0, 1, beta, y, 0, 1);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /**
   * The calls themselves. The public ones before them refuse a block that ends in the last row of
   * its matrix.
   */
  private static final class Functions {
    static final MethodHandle SGEMM =
        function(
            "sgemmK",
            methodType(
                void.class,
                String.class,
                String.class,
                int.class,
                int.class,
                int.class,
                float.class,
                float[].class,
                int.class,
                int.class,
                float[].class,
                int.class,
                int.class,
                float.class,
                float[].class,
                int.class,
                int.class));
    static final MethodHandle SGEMV =
        function(
            "sgemvK",
            methodType(
                void.class,
                String.class,
                int.class,
                int.class,
                float.class,
                float[].class,
                int.class,
                int.class,
                float[].class,
                int.class,
                int.class,
                float.class,
                float[].class,
                int.class,
                int.class));

    private static MethodHandle function(String name, MethodType type) {
      NativeBLAS library = functions();
      try {
        return MethodHandles.privateLookupIn(library.getClass(), MethodHandles.lookup())
            .findVirtual(library.getClass(), name, type)
            .bindTo(library);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("expected another version of netlib", e);
      }
    }

    private static NativeBLAS functions() {
      Logger logger = Logger.getLogger("dev.ludovic.netlib.blas.InstanceBuilder");
      Level level = logger.getLevel();
      logger.setLevel(Level.SEVERE); // it warns of implementations that are not asked for
      try {
        return NativeBLAS.getInstance();
      } finally {
        logger.setLevel(level);
      }
    }
  }
}
