package org.chainrule.parse.latex;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.chainrule.notation.Convention;
import org.chainrule.notation.MatrixFunction;
import org.chainrule.parse.FunctionNames;
import org.jspecify.annotations.Nullable;

/** The names of a whole problem, which tell how its texts in LaTeX are meant. */
final class Vocabulary {
  /** Subscripts that are words although each of their letters could be an index. */
  private static final Set<String> WORDS_OF_INDICES =
      Set.of("in", "min", "init", "int", "lim", "limit", "mini", "nil", "kin", "tilt", "mint");

  private final FunctionNames functions;
  private final Map<String, String> folded = new HashMap<>();

  /** Names of several letters. */
  final Set<String> words = new HashSet<>();

  /** The letters that sums bind and declarations declare as indices. */
  final Set<String> indices = new HashSet<>();

  /** Names that are defined, declared or differentiated by. */
  final Set<String> known = new HashSet<>();

  /** Letters that are functions by definition or declaration, with whatever scripts. */
  final Set<String> defined = new HashSet<>();

  /** The parameters of functions that are defined with names alone. */
  final Map<String, List<String>> parameters = new HashMap<>();

  /** Whether matrices or vectors are declared, or written by their elements. */
  boolean shaped;

  /** Names with numbers in brackets above them, with these. */
  final Map<String, Set<String>> bracketed = new HashMap<>();

  /** Names with a moved index in brackets above them, h^{(t-1)}: numbers there are indices too. */
  final Set<String> raised = new HashSet<>();

  /** Those of them that have a subscript as well, or are defined with the number. */
  final Set<String> labelled = new HashSet<>();

  /** Those that stand in statements, where layers are described. */
  final Set<String> stated = new HashSet<>();

  /** The commands that letters are written by: one each, or they are different letters. */
  private final Map<String, Set<String>> commands = new HashMap<>();

  /** Notes by which command a letter is written. */
  void write(String letter, String command) {
    commands.computeIfAbsent(letter, key -> new TreeSet<>()).add(command);
  }

  /** The commands by which a letter is written, several where a problem has two forms of it. */
  Set<String> commands(String letter) {
    return commands.getOrDefault(letter, Set.of());
  }

  Vocabulary(FunctionNames functions) {
    this.functions = functions;
    for (String name : functions.names()) {
      folded.putIfAbsent(fold(name), name);
    }
    folded.remove("gamma");
  }

  /** Takes a name that is defined or declared in plain notation. */
  void know(String name) {
    known.add(name);
    if (name.length() > 1 && name.chars().allMatch(Character::isLetter)) {
      words.add(name);
    }
  }

  private static String fold(String name) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char each = name.charAt(i);
      if (Character.isLetterOrDigit(each)) {
        out.append(Character.toLowerCase(each));
      }
    }
    return out.toString();
  }

  /** The function that a word in LaTeX names, as the plain notation calls it. */
  Optional<String> function(String word) {
    if (known.contains(word)) {
      return Optional.empty();
    }
    if (isFunctionName(word) && word.length() > 1) {
      return Optional.of(word);
    }
    MatrixFunction matrix = shaped ? matrixFunction(word) : null;
    if (matrix != null) {
      return Optional.of(matrix.plainName());
    }
    String other = Commands.function(word);
    if (other != null) {
      return Optional.of(other);
    }
    String same = word.length() > 1 ? folded.get(fold(word)) : null;
    return Optional.ofNullable(same).filter(this::isFunctionName);
  }

  /** Whether a word is the name of a function, where those of matrices need matrices. */
  boolean isFunctionName(String word) {
    return functions
        .canonical(word)
        .filter(each -> shaped || !functions.takesMatrix(each))
        .isPresent();
  }

  private static @Nullable MatrixFunction matrixFunction(String word) {
    return switch (word) {
      case "Tr" -> MatrixFunction.TRACE;
      case "Diag" -> MatrixFunction.DIAGONAL_MATRIX;
      default -> word.length() > 1 ? MatrixFunction.named(word) : null;
    };
  }

  /** Forgets names of several letters that turn out to be functions of matrices. */
  void forgetFunctions() {
    words.removeIf(word -> shaped && !known.contains(word) && matrixFunction(word) != null);
  }

  FunctionNames functions() {
    return functions;
  }

  /** How many letters the longest name of several has. */
  int longestWord() {
    int longest = 0;
    for (String word : words) {
      longest = Math.max(longest, word.length());
    }
    return longest;
  }

  boolean isIndex(String letter) {
    return Convention.isIndex(letter) || indices.contains(letter);
  }

  /** Whether letters that could be indices make a word. */
  static boolean isWordOfIndices(String letters) {
    return WORDS_OF_INDICES.contains(letters);
  }

  /** Whether letters below a name are one index each. */
  boolean areIndices(String letters) {
    if (isWordOfIndices(letters)) {
      return false;
    }
    for (int i = 0; i < letters.length(); i++) {
      if (!isIndex(letters.substring(i, i + 1))) {
        return false;
      }
    }
    return true;
  }

  /** Whether numbers in brackets above a name are labels of layers. */
  boolean isLabelled(String name) {
    return stated.contains(name) || isSurelyLabelled(name);
  }

  /** Whether numbers in brackets above a name are indices, since letters there are. */
  boolean isRaised(String name) {
    return raised.contains(name);
  }

  /** The same, where no careful reader takes them for powers. */
  boolean isSurelyLabelled(String name) {
    return labelled.contains(name)
        || bracketed.size() > 1
        || bracketed.getOrDefault(name, Set.of()).size() > 1;
  }

  /** Whether texts are read alike by the other. */
  boolean readsLike(Vocabulary other) {
    return shaped == other.shaped
        && words.equals(other.words)
        && indices.equals(other.indices)
        && known.equals(other.known)
        && defined.equals(other.defined)
        && bracketed.equals(other.bracketed)
        && labelled.equals(other.labelled)
        && raised.equals(other.raised)
        && parameters.equals(other.parameters)
        && stated.equals(other.stated);
  }
}
