package org.vae4j.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * The Java blocks of a page. One that says its package is a file of its own. Any other is given the
 * imports that readers are spared; it declares types, or it is statements.
 */
final class PageCode {
  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
  private static final String JDK = "java.io.*;java.nio.file.*;java.util.*;java.util.function.*";
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
  private static final Pattern IMPORT = Pattern.compile("(?m)^import .*;");
  private static final Pattern TYPE =
      Pattern.compile(
          "(?m)^(?:public |final |abstract |sealed )*(?:class|record|interface|enum) (\\w+)");

  /** What may stand before a type. */
  private static final Pattern LEADING = Pattern.compile("(?:\\s|/\\*(?s:.*?)\\*/|//.*|@\\w+)*+");

  private PageCode() {}

  /** A block as the compiler sees it, which has so many lines before the block's own. */
  private static final class Source extends SimpleJavaFileObject {
    private final MarkdownPage.Block block;
    private final String text;
    private final int linesBefore;

    Source(MarkdownPage.Block block, String fileName, String text, int linesBefore) {
      super(URI.create("string:///" + fileName + ".java"), Kind.SOURCE);
      this.block = block;
      this.text = text;
      this.linesBefore = linesBefore;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** Compiles all blocks; the errors, each with its line on the page. */
  static List<String> compile(MarkdownPage page, Path out) throws IOException {
    List<MarkdownPage.Block> blocks = page.blocksOf("java");
    String imports = imports(blocks);
    List<Source> sources = new ArrayList<>();
    for (MarkdownPage.Block block : blocks) {
      sources.add(isFile(block) ? file(block) : snippet(block, imports));
    }
    return compile(page, sources, System.getProperty("java.class.path"), out);
  }

  /** Compiles the blocks that are files of their own, against nothing but a classpath. */
  static List<String> compileFiles(MarkdownPage page, String classpath, Path out)
      throws IOException {
    List<Source> sources =
        page.blocksOf("java").stream().filter(PageCode::isFile).map(PageCode::file).toList();
    return compile(page, sources, classpath, out);
  }

  /** The class that lists the components of the page's files. */
  static Optional<String> provider(MarkdownPage page) {
    return page.blocksOf("java").stream()
        .filter(block -> isFile(block) && block.text().contains("implements ComponentProvider"))
        .map(block -> first(PACKAGE, block.text()) + "." + first(TYPE, block.text()))
        .findFirst();
  }

  private static boolean isFile(MarkdownPage.Block block) {
    return PACKAGE.matcher(block.text()).find();
  }

  private static Source file(MarkdownPage.Block block) {
    return new Source(block, first(TYPE, block.text()), block.text(), 0);
  }

  private static Source snippet(MarkdownPage.Block block, String imports) {
    String name = "Line" + block.line();
    String own = String.join("", all(IMPORT, block.text(), 0));
    String body = IMPORT.matcher(block.text()).replaceAll("");
    if (TYPE.matcher(LEADING.matcher(body).replaceFirst("")).lookingAt()) {
      return new Source(block, name, imports + own + "\n" + body, 1);
    }
    String method = "class %s { static void run() throws Exception {\n%s}}".formatted(name, body);
    return new Source(block, name, imports + own + method, 1);
  }

  /** Everything public that readers may import, on one line. */
  private static String imports(List<MarkdownPage.Block> blocks) throws IOException {
    Set<String> packages = new TreeSet<>();
    try (StandardJavaFileManager files = COMPILER.getStandardFileManager(null, null, null)) {
      for (JavaFileObject type :
          files.list(
              StandardLocation.CLASS_PATH, "org.vae4j", Set.of(JavaFileObject.Kind.CLASS), true)) {
        String name = files.inferBinaryName(StandardLocation.CLASS_PATH, type);
        packages.add(name.substring(0, name.lastIndexOf('.')) + ".*");
      }
    }
    packages.remove("org.vae4j.cli.*");
    blocks.forEach(block -> all(PACKAGE, block.text(), 1).forEach(own -> packages.add(own + ".*")));
    packages.addAll(List.of(JDK.split(";")));
    return packages.stream().map("import %s;"::formatted).collect(Collectors.joining(" "));
  }

  private static List<String> compile(
      MarkdownPage page, List<Source> sources, String classpath, Path out) throws IOException {
    if (sources.isEmpty()) {
      return List.of();
    }
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    List<String> options =
        List.of("-proc:none", "--release", "17", "-cp", classpath, "-d", out.toString());
    try (StandardJavaFileManager files = COMPILER.getStandardFileManager(found, null, null)) {
      COMPILER.getTask(null, files, found, options, null, sources).call();
    }
    return found.getDiagnostics().stream()
        .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
        .map(each -> message(page, each))
        .toList();
  }

  private static String message(
      MarkdownPage page, Diagnostic<? extends JavaFileObject> diagnostic) {
    long line = 0;
    if (diagnostic.getSource() instanceof Source source) {
      line = source.block.line() + diagnostic.getLineNumber() - 1 - source.linesBefore;
    }
    return "%s:%d: %s".formatted(page.name(), line, diagnostic.getMessage(Locale.ROOT));
  }

  private static String first(Pattern pattern, String text) {
    return all(pattern, text, 1).stream()
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("expected " + pattern + " in\n" + text));
  }

  private static List<String> all(Pattern pattern, String text, int group) {
    List<String> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(group));
    }
    return found;
  }
}
