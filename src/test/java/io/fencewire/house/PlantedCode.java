package io.fencewire.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * Classes that break a rule on purpose, compiled from text next to the rule they break. All plants
 * of a test are compiled together, which takes a tenth of the time.
 */
final class PlantedCode {
  private static final Pattern TYPE = Pattern.compile("(?:class|record) (\\w+)");

  private final JavaClasses classes;

  /** Compiles sources, one top-level type each, into an empty directory and reads them back. */
  PlantedCode(Path directory, List<String> sources) throws IOException {
    List<Source> units = sources.stream().map(Source::new).toList();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter out = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(directory));
      List<String> options = List.of("--release", "17", "-proc:none");
      if (!compiler.getTask(out, files, null, options, null, units).call()) {
        throw new IllegalArgumentException("planted code does not compile: " + out);
      }
    }
    classes = new ClassFileImporter().importPath(directory);
  }

  /** The classes that came from these sources. */
  JavaClasses from(List<String> sources) {
    List<String> names = sources.stream().map(PlantedCode::typeName).toList();
    return classes.that(describe(
        "were planted", type -> names.contains(HouseRules.outermost(type).getName())));
  }

  private static String typeName(String source) {
    Matcher matcher = TYPE.matcher(source);
    if (!matcher.find()) {
      throw new IllegalArgumentException("no type in: " + source);
    }
    String room = source.substring("package ".length(), source.indexOf(';'));
    return room + "." + matcher.group(1);
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    private Source(String text) {
      super(URI.create("planted:///" + typeName(text).replace('.', '/') + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
