package io.fencewire.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small files, small methods, plain names, links that lead somewhere; over every source there is. */
class TidyTest {
  private static final Path ROOT = SourceFiles.ROOT;

  @TempDir
  private Path scratch;

  @Test
  void everyJavaFileIsTidy() {
    SortedMap<String, String> files = new TreeMap<>();
    for (Path file : SourceFiles.endingWith(ROOT, ".java")) {
      files.put(ROOT.relativize(file).toString(), SourceFiles.read(file));
    }
    List<String> offences = JavaTidiness.offences(files);
    assertThat(files).containsKey("src/test/java/io/fencewire/house/TidyTest.java");
    assertThat(offences).as(listed(offences)).isEmpty();
  }

  @Test
  void everyPackageIntroducesItself() {
    List<String> silent = SourceFiles.endingWith(ROOT.resolve("src/main/java"), ".java").stream()
        .map(Path::getParent)
        .distinct()
        .filter(directory -> !Files.exists(directory.resolve("package-info.java")))
        .map(directory -> ROOT.relativize(directory) + " has no package-info.java")
        .toList();
    assertThat(silent).as(listed(silent)).isEmpty();
  }

  @Test
  void everyLinkOfTheDocumentationLeadsSomewhere() {
    List<String> offences = new ArrayList<>();
    List<Path> files = SourceFiles.endingWith(ROOT, ".md");
    for (Path file : files) {
      offences.addAll(MarkdownLinks.offences(ROOT, file));
    }
    assertThat(files).contains(ROOT.resolve("CONTRIBUTING.md"));
    assertThat(offences).as(listed(offences)).isEmpty();
  }

  @Test
  void aFileOfThreeHundredLinesIsTheLongest() {
    String rest = "//\n".repeat(JavaTidiness.FILE_LINES_MAX - 1);
    assertThat(offencesIn("class A {}\n" + rest)).isEmpty();
    assertThat(offencesIn("class A {}\n" + rest + "//\n"))
        .containsExactly("A.java:301 a file has at most 300 lines, this one 301");
  }

  @Test
  void aMethodOfFortyLinesIsTheLongest() {
    String start = "class A {\n  @Deprecated\n  @Override\n  public void m() {\n";
    String body = "    //\n".repeat(JavaTidiness.METHOD_LINES_MAX - 2);
    assertThat(offencesIn(start + body + "  }\n}\n")).isEmpty();
    assertThat(offencesIn(start + body + "    //\n  }\n}\n"))
        .containsExactly("A.java:4 a method has at most 40 lines, m 41");
  }

  @Test
  void aMethodAndAConstructorTakeFiveParametersAtMost() {
    assertThat(offencesIn("class A { A(int a, int b, int c, int d, int e) {} }"))
        .isEmpty();
    assertThat(offencesIn("class A {\n  void m(int a, int b, int c, int d, int e, int f) {}\n}"))
        .containsExactly("A.java:2 a method has at most 5 parameters, m 6");
    assertThat(offencesIn("class A {\n\n  A(int a, int b, int c, int d, int e, int f) {}\n}"))
        .containsExactly("A.java:3 a method has at most 5 parameters, <init> 6");
  }

  @Test
  void aRecordMayHaveAsManyComponentsAsItNeeds() {
    assertThat(offencesIn("record A(int a, int b, int c, int d, int e, int f) { A { f++; } }"))
        .isEmpty();
  }

  @Test
  void aNestedMethodCountsToo() {
    assertThat(offencesIn("class A { Object o = new Object() {\n"
            + "void m(int a, int b, int c, int d, int e, int f) {} }; }"))
        .containsExactly("A.java:2 a method has at most 5 parameters, m 6");
  }

  @ParameterizedTest
  @CsvSource({
    "SocketManager, 1",
    "StringUtils, 1",
    "TestHelper, 1",
    "PeerImpl, 1",
    "Utility, 0",
    "Implementor, 0"
  })
  void aNameSaysWhatItIs(String name, int offences) {
    assertThat(offencesIn("interface " + name + " {}")).hasSize(offences);
  }

  @Test
  void tabsBlanksAtTheEndAndUnfinishedWorkAreFound() {
    String unfinished = String.join("", "// TO", "DO: later");
    assertThat(offencesIn("class A {\t}\nclass B {} \n" + unfinished))
        .containsExactly(
            "A.java:1 no tabs",
            "A.java:2 no white space at the end of a line",
            "A.java:3 no marks of unfinished work: do it, or write it into the tracker");
  }

  @Test
  void aFileThatIsNotJavaIsFound() {
    assertThat(offencesIn("class A {")).hasSize(1).first().asString().contains("not Java 17");
  }

  @Test
  void aPackageWithoutASentenceOrItsMarkIsFound() {
    String path = "src/main/java/a/package-info.java";
    assertThat(offencesIn(path, "/** What a is for. */\n@NullMarked\npackage a;\n"))
        .isEmpty();
    assertThat(offencesIn(path, "// What a is for.\npackage a;\n")).hasSize(2);
  }

  @Test
  void linksToFilesHeadingsAndLinesAreFollowed() throws IOException {
    Files.createDirectory(scratch.resolve("docs"));
    Files.writeString(scratch.resolve("docs/A.java"), "class A {}\n");
    Path page = page(
        "# One *rule*, `two` words\n## Again\n## Again",
        "[a](docs/A.java) [b](docs/A.java#L1) [c](docs) [d](page.md#again-1) [e](#one-rule-two-words)",
        "![f](docs/A.java \"title\") [g](https://example.org/none) [h][ref] `[i](none)`",
        "```\n[j](none)\n```\n[ref]: docs/A.java");
    assertThat(MarkdownLinks.offences(scratch, page)).isEmpty();
  }

  @Test
  void linksThatLeadNowhereAreFound() throws IOException {
    Files.writeString(scratch.resolve("A.java"), "class A {}\n");
    Path page = page(
        "# One",
        "[a](none.md)",
        "[b](#two)",
        "[c](A.java#L2)",
        "[d](../x) [e](/x)",
        "[f][none]",
        "[g]()");
    assertThat(MarkdownLinks.offences(scratch, page))
        .containsExactly(
            "page.md:2 none.md leads to no file",
            "page.md:3 #two leads to no such heading or line",
            "page.md:4 A.java#L2 leads to no such heading or line",
            "page.md:5 ../x must be relative and stay in the repository",
            "page.md:5 /x must be relative and stay in the repository",
            "page.md:6 no link is defined for [none]",
            "page.md:7 an empty link");
  }

  private Path page(String... lines) throws IOException {
    return Files.writeString(scratch.resolve("page.md"), String.join("\n", lines));
  }

  private static List<String> offencesIn(String text) {
    return offencesIn("A.java", text);
  }

  private static List<String> offencesIn(String path, String text) {
    return JavaTidiness.offences(new TreeMap<>(Map.of(path, text)));
  }

  private static String listed(List<String> offences) {
    return offences.size() + " offences:\n" + String.join("\n", offences) + "\n";
  }
}
