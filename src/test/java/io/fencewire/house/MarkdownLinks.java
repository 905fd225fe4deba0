package io.fencewire.house;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The links of the documentation: a relative one must lead to a file of the repository, and its
 * anchor to a heading (or {@code #L12}, a line) of that file. What leaves the repository is not
 * asked for; code blocks are not read.
 */
final class MarkdownLinks {
  private static final Pattern FENCE = Pattern.compile("^ {0,3}(```+|~~~+).*");
  private static final Pattern CODE = Pattern.compile("(`+)(?!`).*?(?<!`)\\1(?!`)");
  private static final Pattern INLINE =
      Pattern.compile("\\]\\(\\s*<?([^()<>\\s]*(?:\\([^()\\s]*\\)[^()<>\\s]*)*)>?[^()]*\\)");
  private static final Pattern DEFINITION =
      Pattern.compile("^ {0,3}\\[([^\\]]+)\\]:\\s*<?([^\\s>]+)");
  private static final Pattern REFERENCE = Pattern.compile("\\[[^\\[\\]]+\\]\\[([^\\[\\]]+)\\]");
  private static final Pattern HEADING = Pattern.compile("^ {0,3}#{1,6}\\s+(.*?)\\s*#*\\s*$");
  private static final Pattern ANCHOR = Pattern.compile("<a\\s+(?:id|name)=\"([^\"]+)\"");
  private static final Pattern LINES = Pattern.compile("L(\\d+)(?:-L(\\d+))?");
  private static final Pattern ELSEWHERE = Pattern.compile("^(https?|mailto):.*");

  private final Path root;
  private final Path file;
  private final List<String> lines;
  private final List<String> offences = new ArrayList<>();
  private final Set<String> defined = new HashSet<>();

  private MarkdownLinks(Path root, Path file) {
    this.root = root;
    this.file = file;
    this.lines = prose(SourceFiles.read(file));
  }

  /** Every link of the file that leads nowhere, as path:line and what is wrong. */
  static List<String> offences(Path root, Path file) {
    MarkdownLinks links = new MarkdownLinks(root, file);
    links.readAll();
    return links.offences;
  }

  private void readAll() {
    for (String line : lines) {
      each(DEFINITION, line, found -> defined.add(label(found.group(1))));
    }
    for (int i = 0; i < lines.size(); i++) {
      int number = i + 1;
      String line = lines.get(i);
      each(INLINE, line, found -> follow(number, found.group(1)));
      each(DEFINITION, line, found -> follow(number, found.group(2)));
      each(REFERENCE, line, found -> {
        if (!defined.contains(label(found.group(1)))) {
          offend(number, "no link is defined for [" + found.group(1) + "]");
        }
      });
    }
  }

  private void follow(int line, String link) {
    if (ELSEWHERE.matcher(link).matches()) {
      return;
    }
    int hash = link.indexOf('#');
    String path = decoded(hash < 0 ? link : link.substring(0, hash));
    Path target = path.isEmpty() ? file : file.resolveSibling(path).normalize();
    if (link.isEmpty()) {
      offend(line, "an empty link");
    } else if (path.startsWith("/") || !target.startsWith(root)) {
      offend(line, link + " must be relative and stay in the repository");
    } else if (!Files.exists(target)) {
      offend(line, link + " leads to no file");
    } else if (hash >= 0 && !hasAnchor(target, decoded(link.substring(hash + 1)))) {
      offend(line, link + " leads to no such heading or line");
    }
  }

  private void offend(int line, String what) {
    offences.add(root.relativize(file) + ":" + line + " " + what);
  }

  private static boolean hasAnchor(Path target, String anchor) {
    if (!Files.isRegularFile(target)) {
      return false;
    }
    String text = SourceFiles.read(target);
    if (target.toString().endsWith(".md")) {
      return anchors(text).contains(anchor);
    }
    Matcher numbers = LINES.matcher(anchor);
    if (!numbers.matches()) {
      return false;
    }
    String last = numbers.group(numbers.group(2) == null ? 1 : 2);
    return Integer.parseInt(last) <= text.lines().count();
  }

  /** The anchors a file offers: its headings as GitHub names them, and those set by hand. */
  private static Set<String> anchors(String text) {
    Set<String> anchors = new HashSet<>();
    Map<String, Integer> seen = new HashMap<>();
    for (String line : outsideFences(text)) {
      each(HEADING, line, found -> {
        String slug = slug(found.group(1));
        int before = seen.merge(slug, 1, Integer::sum) - 1;
        anchors.add(before == 0 ? slug : slug + "-" + before);
      });
      each(ANCHOR, line, found -> anchors.add(found.group(1)));
    }
    return anchors;
  }

  private static String slug(String heading) {
    return heading
        .replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
        .replace(' ', '-');
  }

  /** The lines of a text, those of code blocks blank, code spans cut out of the others. */
  private static List<String> prose(String text) {
    return outsideFences(text).stream()
        .map(line -> CODE.matcher(line).replaceAll(""))
        .toList();
  }

  private static List<String> outsideFences(String text) {
    List<String> prose = new ArrayList<>();
    String fence = "";
    for (String line : text.lines().toList()) {
      Matcher mark = FENCE.matcher(line);
      boolean marked = mark.matches();
      prose.add(fence.isEmpty() && !marked ? line : "");
      if (fence.isEmpty() && marked) {
        fence = mark.group(1);
      } else if (!fence.isEmpty() && line.strip().equals(fence)) {
        fence = "";
      }
    }
    return prose;
  }

  private static void each(Pattern pattern, String line, Consumer<MatchResult> action) {
    pattern.matcher(line).results().forEach(action);
  }

  private static String label(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
