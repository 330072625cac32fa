package org.chainrule.worksheet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chainrule.answer.Nesting;
import org.chainrule.error.InputException;
import org.chainrule.notation.NearestWord;

/** The reading of a line as a question. */
final class QuestionReader {
  private static final Pattern FIRST = Pattern.compile("(\\p{L}+)(?:\\s+.*|$)", Pattern.DOTALL);

  /** What a line of values begins with. */
  static final String GIVEN = "given";

  /** The word of ranges, which is that of a clause too. */
  private static final String IN = "in";

  /** The word that joins conditions, which is that of a clause too. */
  private static final String AND = "and";

  /** The words of clauses that are in no formula. */
  private static final List<String> CLAUSES =
      QuestionKind.all().stream()
          .flatMap(kind -> kind.clauses().stream())
          .filter(word -> !word.equals(IN) && !word.equals(AND))
          .distinct()
          .toList();

  private QuestionReader() {}

  /** The question that a line asks, if it is one. */
  static Optional<Asked> read(String line, boolean isLatex) {
    for (QuestionKind kind : QuestionKind.all()) {
      Matcher start = start(kind.words()).matcher(line);
      if (start.lookingAt()) {
        return Optional.of(read(kind, line.substring(start.end()), isLatex));
      }
    }
    return Optional.empty();
  }

  /** Words, unless what follows says that they are a name which is defined or declared. */
  private static Pattern start(String words) {
    return Pattern.compile(words.replace(" ", "\\s+") + "(?:\\s+(?![=:])|$)");
  }

  /** Whether a line asks or gives something, and so is none that goes on with another. */
  static boolean isOwnLine(String line) {
    return QuestionKind.allWords().stream().anyMatch(words -> startsWith(line, words))
        || startsWith(line, GIVEN)
        || startsWith(line, DataLines.DATA)
        || startsWith(line, DataLines.DRAW);
  }

  /** Whether a line begins with a word, and that is no name which is defined or declared. */
  static boolean startsWith(String line, String word) {
    return start(word).matcher(line).lookingAt();
  }

  /**
   * A question of a kind.
   *
   * @param text what stands behind the words that it begins with
   */
  static Asked read(QuestionKind kind, String text, boolean isLatex) {
    String bare = withoutComment(text, isLatex).strip();
    Map<String, String> clauses = new LinkedHashMap<>();
    String word = "";
    int from = 0;
    Nesting nesting = new Nesting();
    for (int at = 0; at <= bare.length(); at++) {
      boolean isEnd = at == bare.length();
      String next = isEnd || !nesting.isOutside() ? "" : clauseAt(bare, at, kind.clauses());
      String other = isEnd || !nesting.isOutside() ? "" : clauseAt(bare, at, CLAUSES);
      if (next.isEmpty() && !other.isEmpty()) {
        throw new InputException(
            "`%s` knows no `%s …`: %s".formatted(kind.words(), other, kind.syntax()));
      }
      if (isEnd || !next.isEmpty()) {
        if (clauses.put(word, bare.substring(from, at).strip()) != null) {
          throw new InputException("`" + word + "` is said twice: " + kind.syntax());
        }
        word = next;
        from = at + next.length();
      }
      if (!isEnd) {
        nesting.over(bare, at);
      }
    }
    String subject = clauses.remove("");
    return new Asked(kind, subject == null ? "" : subject, clauses, isLatex);
  }

  private static String clauseAt(String text, int at, List<String> words) {
    if (at > 0 && !Character.isWhitespace(text.charAt(at - 1))) {
      return "";
    }
    for (String word : words) {
      int end = at + word.length();
      if (text.startsWith(word, at)
          && (end == text.length() || Character.isWhitespace(text.charAt(end)))) {
        return word;
      }
    }
    return "";
  }

  static String withoutComment(String text, boolean isLatex) {
    StringBuilder bare = new StringBuilder();
    for (String line : text.split("\n", -1)) {
      int comment = isLatex ? latexComment(line) : line.indexOf('#');
      bare.append(bare.isEmpty() ? "" : " ")
          .append((comment < 0 ? line : line.substring(0, comment)).strip());
    }
    return bare.toString();
  }

  private static int latexComment(String line) {
    for (int at = 0; at < line.length(); at++) {
      if (line.charAt(at) == '%' && (at == 0 || line.charAt(at - 1) != '\\')) {
        return at;
      }
    }
    return -1;
  }

  /** The word of a question that the first word of a line may have been meant for. */
  static Optional<String> meant(String line) {
    Matcher first = FIRST.matcher(line);
    return first.matches() && !line.contains("=") && !isOwnLine(line)
        ? NearestWord.nearest(first.group(1), QuestionKind.allWords())
        : Optional.empty();
  }
}
