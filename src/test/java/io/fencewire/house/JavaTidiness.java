package io.fencewire.house;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * What one Java file may not do, whatever it is about. The JDK's own compiler reads the file, so
 * that a string or a comment is never taken for code.
 */
final class JavaTidiness {
  static final int FILE_LINES_MAX = 300;
  static final int METHOD_LINES_MAX = 40;
  static final int PARAMETERS_MAX = 5;

  private static final Pattern UNFINISHED = Pattern.compile("\\b([T]ODO|[F]IXME|[X]XX)\\b");
  private static final Pattern EMPTY_NAME =
      Pattern.compile(".*(Impl|Manager|Util|Utils|Helper|Helpers|Base)");

  private final String path;
  private final String text;
  private final List<String> offences = new ArrayList<>();

  private JavaTidiness(Map.Entry<String, String> file) {
    this.path = file.getKey();
    this.text = file.getValue();
  }

  /** Everything wrong with these files (text by path), each as path:line and the limit. */
  static List<String> offences(SortedMap<String, String> files) {
    List<JavaTidiness> all = files.entrySet().stream().map(JavaTidiness::new).toList();
    all.forEach(JavaTidiness::readLines);
    readTrees(all);
    return all.stream().flatMap(file -> file.offences.stream()).toList();
  }

  private void readLines() {
    List<String> lines = text.lines().toList();
    if (lines.size() > FILE_LINES_MAX) {
      offend(
          lines.size(),
          "a file has at most " + FILE_LINES_MAX + " lines, this one " + lines.size());
    }
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.indexOf('\t') >= 0) {
        offend(i + 1, "no tabs");
      }
      if (!line.equals(line.stripTrailing())) {
        offend(i + 1, "no white space at the end of a line");
      }
      if (UNFINISHED.matcher(line).find()) {
        offend(i + 1, "no marks of unfinished work: do it, or write it into the tracker");
      }
    }
  }

  /** Parses all files in one task: opening the compiler costs more than reading a file. */
  private static void readTrees(List<JavaTidiness> files) {
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    Map<URI, Text> texts = new LinkedHashMap<>(); // the compiler hands out wrappers of its inputs
    files.forEach(file -> texts.put(file.uri(), file.new Text()));
    JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler()
        .getTask(null, null, problems, List.of("--release", "17"), null, texts.values());
    DocTrees trees = DocTrees.instance(task);
    try {
      for (CompilationUnitTree unit : task.parse()) {
        texts.get(unit.getSourceFile().toUri()).read(trees, unit);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (Diagnostic<? extends JavaFileObject> problem : problems.getDiagnostics()) {
      if (problem.getKind() == Diagnostic.Kind.ERROR) {
        texts.get(problem.getSource().toUri()).report(problem);
      }
    }
  }

  private URI uri() {
    return URI.create("text:///" + path);
  }

  private void offend(long line, String what) {
    offences.add(path + ":" + line + " " + what);
  }

  /** The file's text as the compiler takes it. */
  private final class Text extends SimpleJavaFileObject {
    private Text() {
      super(uri(), Kind.SOURCE);
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }

    private void read(DocTrees trees, CompilationUnitTree unit) {
      new Reader(trees, unit).scan(new TreePath(unit), null);
    }

    private void report(Diagnostic<?> problem) {
      offend(problem.getLineNumber(), "not Java 17: " + problem.getMessage(null));
    }
  }

  /** Walks the declarations. */
  private final class Reader extends TreePathScanner<Void, Void> {
    private final DocTrees trees;
    private final SourcePositions positions;
    private final CompilationUnitTree unit;
    private final LineMap lines;

    private Reader(DocTrees trees, CompilationUnitTree unit) {
      this.trees = trees;
      this.positions = trees.getSourcePositions();
      this.unit = unit;
      this.lines = unit.getLineMap();
    }

    @Override
    public Void visitCompilationUnit(CompilationUnitTree node, Void unused) {
      if (path.endsWith("package-info.java") && path.contains("src/main/")) {
        readPackage();
      }
      return super.visitCompilationUnit(node, null);
    }

    @Override
    public Void visitClass(ClassTree type, Void unused) {
      if (EMPTY_NAME.matcher(type.getSimpleName()).matches()) {
        offend(
            lines.getLineNumber(start(type)),
            "the name " + type.getSimpleName() + " does not say what it is");
      }
      return super.visitClass(type, null);
    }

    @Override
    public Void visitMethod(MethodTree method, Void unused) {
      long first = lines.getLineNumber(signature(method));
      long length = lines.getLineNumber(positions.getEndPosition(unit, method)) - first + 1;
      String name = method.getName() + " ";
      if (length > METHOD_LINES_MAX) {
        offend(first, "a method has at most " + METHOD_LINES_MAX + " lines, " + name + length);
      }
      int count = isCompact(method) ? 0 : method.getParameters().size();
      if (count > PARAMETERS_MAX) {
        offend(first, "a method has at most " + PARAMETERS_MAX + " parameters, " + name + count);
      }
      return super.visitMethod(method, null);
    }

    private void readPackage() {
      String comment = trees.getDocComment(new TreePath(new TreePath(unit), unit.getPackage()));
      if (comment == null || !comment.strip().endsWith(".")) {
        offend(1, "a package says in a sentence what it is for");
      }
      List<? extends AnnotationTree> annotations = unit.getPackageAnnotations();
      if (annotations.stream()
          .noneMatch(a -> a.getAnnotationType().toString().equals("NullMarked"))) {
        offend(1, "a package is @NullMarked");
      }
    }

    /** Where the modifiers end and the rest begins: annotations don't count as lines. */
    private int signature(MethodTree method) {
      int at = (int) positions.getEndPosition(unit, method.getModifiers());
      if (at < 0) {
        return start(method);
      }
      while (Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      return at;
    }

    /** A record's compact constructor: the tree gives it the header's components. */
    private boolean isCompact(MethodTree method) {
      return method.getReturnType() == null
          && method.getBody() != null
          && text.substring(signature(method), start(method.getBody())).indexOf('(') < 0;
    }

    private int start(Tree tree) {
      return (int) positions.getStartPosition(unit, tree);
    }
  }
}
