package io.fencewire.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What plays with real snarkOS code runs seldom, and must compile all the time. */
class InteropDriverTest {
  @TempDir
  private Path classes;

  @Test
  void itCompilesAgainstThePublicApi() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (Stream<Path> all = Files.walk(SourceFiles.ROOT.resolve("interop/driver"));
        StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<Path> sources = all.filter(file -> file.toString().endsWith(".java")).toList();
      List<String> options = List.of(
          "-proc:none",
          "--release",
          "17",
          "-d",
          classes.toString(),
          "-cp",
          System.getProperty("java.class.path"));

      boolean compiled = compiler
          .getTask(said, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
          .call();

      assertThat(sources).isNotEmpty();
      assertThat(compiled).as("%s", said).isTrue();
    }
  }
}
