package org.chainrule.parse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.chainrule.error.Interruption;
import org.chainrule.error.ParseException;
import org.chainrule.notation.Convention;
import org.chainrule.notation.Greek;
import org.chainrule.notation.Identifier;
import org.chainrule.notation.MatrixFunction;
import org.chainrule.parse.gen.ChainruleLexer;
import org.jspecify.annotations.Nullable;

/**
 * The pass over the words of an expression that decides what each means where it stands: a call or
 * a product, a product without a sign, a subscript, a label, a bound, a derivative.
 *
 * <p>What it hands on leaves the parser nothing to guess. Names are read by {@link NamePass}, sums
 * and their like by {@link ReductionPass}, derivatives by {@link DerivativePass}; each returns the
 * place at which reading goes on.
 */
final class TokenPass {
  private final TokenText words;
  private final int to;
  private final List<ParserToken> symbols = new ArrayList<>();
  private final Notes notes;
  private final NameTable table;
  private final NamePass names;
  private final SubscriptPass subscripts;
  private final ReductionPass reductions;
  private final DerivativePass derivatives;

  /** The brackets that are open. */
  private final Deque<Bracket> brackets = new ArrayDeque<>();

  /** The slashes that part a derivative instead of dividing. */
  private final BitSet derivativeSlashes = new BitSet();

  /** Whether what was handed on last ends an operand, so that another one makes a product. */
  private boolean afterOperand;

  /** Whether that operand is a number or a name directly after a power sign. */
  private boolean afterExponent;

  /** How many norms are written with their sign. */
  private int norms;

  /** The special endings of brackets. */
  enum Ending {
    /** A pair of round brackets around an expression. */
    GROUP,
    /** The arguments of a function. */
    CALL,
    /** The arguments of a function whose name carries a power, such as {@code sin^2(x)}. */
    POWER_CALL,
    /** A subscript of a name or of a call. */
    SUBSCRIPT,
    /** A subscript of the variable of {@code d/dx_{…}}, after which the body follows. */
    HEAD_SUBSCRIPT,
    /** A subscript that ends a derivative written as a quotient. */
    QUOTIENT_SUBSCRIPT,
    /** The binder of a sum. */
    BINDER,
    /** The upper bound of a sum. */
    UPPER,
    /** The arguments of a word of the notation, such as cases. */
    WORD,
    /** The axes and the body of an array. */
    ARRAY,
    /** The rows of a matrix. */
    MATRIX,
    /** What stands between the signs of a norm. */
    NORM
  }

  /**
   * An open bracket and where reading goes on after its partner; for a norm, which of the tokens
   * handed on is its function.
   */
  private record Bracket(Ending ending, int resume) {}

  TokenPass(TokenText words, int from, int to, Names known, FunctionNames functions, Notes notes) {
    this.words = words;
    this.to = to;
    this.notes = notes;
    table = new NameTable(known, functions);
    subscripts = new SubscriptPass(this, words);
    names = new NamePass(this, words, table, subscripts);
    reductions = new ReductionPass(this, words);
    derivatives = new DerivativePass(this, words, names, subscripts, table);
    int i = from;
    while (i < to) {
      Interruption.poll();
      i = read(i);
    }
    if (!brackets.isEmpty()) {
      throw words
          .source()
          .refusal(words.endSpan(to), "found the end of the text", "`‖` to close the norm", null);
    }
    int end = to > 0 ? stop(to - 1) : 0;
    emit(Token.EOF, end, end, "");
  }

  List<ParserToken> symbols() {
    return symbols;
  }

  /** How many norms there are, which nest as brackets do. */
  int norms() {
    return norms;
  }

  /** Whether the problem has matrices and vectors. */
  boolean isShaped() {
    return table.known().isShaped();
  }

  private int read(int i) {
    switch (words.type(i)) {
      case ChainruleLexer.NUMBER -> {
        return number(i);
      }
      case ChainruleLexer.NAME -> {
        int next = derivatives.name(i);
        next = next >= 0 ? next : reductions.name(i);
        return next >= 0 ? next : names.read(i);
      }
      case ChainruleLexer.SUM_SIGN, ChainruleLexer.PRODUCT_SIGN -> {
        return reductions.read(i);
      }
      case ChainruleLexer.PARTIAL -> {
        return derivatives.partial(i);
      }
      case ChainruleLexer.RADICAL -> {
        if (words.type(i + 1) != ChainruleLexer.LPAREN) {
          throw refuse(i, "`√` needs brackets", "write √(…)");
        }
        startOperand(i);
        emitFunction(i, i, "sqrt", "√", 0, List.of(), null);
        return open(i + 1, ChainruleLexer.LPAREN, Ending.CALL);
      }
      case ChainruleLexer.INFINITY -> {
        startOperand(i);
        emitName(i, i, "inf", "∞");
        return endOperand(i + 1);
      }
      case ChainruleLexer.SUPERSCRIPT -> {
        return superscript(i);
      }
      case ChainruleLexer.LPAREN -> {
        startOperand(i);
        return open(i, ChainruleLexer.LPAREN, Ending.GROUP);
      }
      case ChainruleLexer.LBRACE -> {
        if (!isPower(symbols.size() - 1)) {
          throw refuse(i, "a brace that follows neither `_` nor `^`", "group with ( and )");
        }
        return open(i, ChainruleLexer.LBRACE, Ending.GROUP);
      }
      case ChainruleLexer.RPAREN, ChainruleLexer.RBRACE, ChainruleLexer.RBRACKET -> {
        return close(i);
      }
      case ChainruleLexer.POWER -> {
        if (words.type(i + 1) == ChainruleLexer.LBRACKET) {
          throw refuse(
              i + 1,
              "found `[` after `^`",
              "a layer label stands at a name, z^[2]; a power is written with ( and )");
        }
        return operator(i);
      }
      case ChainruleLexer.DIVIDE -> {
        return derivativeSlashes.get(i) ? derivatives.over(i) : operator(i);
      }
      case ChainruleLexer.PLUS,
          ChainruleLexer.MINUS,
          ChainruleLexer.TIMES,
          ChainruleLexer.EQUAL,
          ChainruleLexer.NOT_EQUAL,
          ChainruleLexer.LESS,
          ChainruleLexer.LESS_OR_EQUAL,
          ChainruleLexer.GREATER,
          ChainruleLexer.GREATER_OR_EQUAL,
          ChainruleLexer.COMMA,
          ChainruleLexer.COLON,
          ChainruleLexer.ARROW,
          ChainruleLexer.DOTDOT,
          ChainruleLexer.IF,
          ChainruleLexer.OTHERWISE,
          ChainruleLexer.AND,
          ChainruleLexer.OR,
          ChainruleLexer.NOT,
          ChainruleLexer.IN -> {
        return operator(i);
      }
      default -> {
        return matrixSign(i);
      }
    }
  }

  /** Reads what only matrices and vectors have, where there are some. */
  private int matrixSign(int i) {
    int type = words.type(i);
    if (isShaped()) {
      switch (type) {
        case ChainruleLexer.MATRIX_MULTIPLY,
            ChainruleLexer.ELEMENTWISE_MULTIPLY,
            ChainruleLexer.ELEMENTWISE_DIVIDE,
            ChainruleLexer.ELEMENTWISE_POWER -> {
          return operator(i);
        }
        case ChainruleLexer.PRIME, ChainruleLexer.TRANSPOSE, ChainruleLexer.INVERSE_TRANSPOSE -> {
          return transpose(i);
        }
        case ChainruleLexer.NORM -> {
          return norm(i);
        }
        default -> {}
      }
    }
    if (type == ChainruleLexer.SEMICOLON && isIn(Ending.MATRIX)) {
      return operator(i);
    }
    if (words.isMatrix(i)) {
      startOperand(i);
      return open(i, ChainruleLexer.MATRIX, Ending.MATRIX);
    }
    throw Mistakes.foreign(words, i, symbols);
  }

  private boolean isIn(Ending ending) {
    Bracket innermost = brackets.peek();
    return innermost != null && innermost.ending() == ending;
  }

  /** Reads a sign of transposition after an operand. */
  private int transpose(int i) {
    if (!afterOperand || !words.adjacent(i)) {
      throw Mistakes.foreign(words, i, symbols);
    }
    int before = symbols.size() - 2;
    while (before > 0 && symbols.get(before).getType() == ChainruleLexer.MINUS) {
      before--;
    }
    boolean isNumber = lastType() == ChainruleLexer.NUMBER;
    if (afterExponent || isNumber && isPower(before)) {
      throw refuse(
          i, "a transpose of a power without brackets", "write (A^-1)^T, or A^-T for the same");
    }
    boolean isName = lastType() == ChainruleLexer.NAME;
    String name = isName ? symbols.get(symbols.size() - 1).name() : "";
    boolean isCall =
        isName && words.type(i + 1) == ChainruleLexer.LPAREN && !table.known().knows(name);
    if (isNumber || isCall) {
      throw Mistakes.prime(words, i);
    }
    if (words.isSubscript(i + 1)) {
      throw refuse(i + 1, "a subscript after a transpose", "write the element, A[j,i]");
    }
    emit(ChainruleLexer.TRANSPOSE, i);
    if (words.text(i).equals("″")) {
      emit(ChainruleLexer.TRANSPOSE, i);
    }
    endOperand(i + 1);
    if (words.type(i) == ChainruleLexer.INVERSE_TRANSPOSE) {
      int next = words.type(i + 1);
      if (next == ChainruleLexer.POWER || next == ChainruleLexer.SUPERSCRIPT) {
        throw refuse(i + 1, "a power of a power without brackets", "write (A^-T)^2");
      }
      int start = words.token(i).getStartIndex();
      emit(ChainruleLexer.POWER, start, start, "^");
      emit(ChainruleLexer.MINUS, start, start + 1, "-");
      emit(ChainruleLexer.NUMBER, start, stop(i), "1");
    }
    return i + 1;
  }

  /** Reads the sign that opens or closes a norm. */
  private int norm(int i) {
    Bracket innermost = brackets.peek();
    if (innermost != null && innermost.ending() == Ending.NORM) {
      if (!afterOperand) {
        throw refuse(i, "found `‖`", "write a norm in a norm as norm(…)");
      }
      return closeNorm(i, innermost);
    }
    if (afterOperand && words.isLogicalOr(i)) {
      throw Mistakes.logic(words, i);
    }
    String name = MatrixFunction.NORM.plainName();
    if (table.known().knows(name)) {
      throw refuse(i, "`‖` and another `norm`", "give that one another name");
    }
    startOperand(i);
    norms++;
    int start = words.token(i).getStartIndex();
    brackets.push(new Bracket(Ending.NORM, symbols.size()));
    symbols.add(new ParserToken(ChainruleLexer.FUNCTION, start, start, name, name));
    emit(ChainruleLexer.LPAREN, i);
    afterOperand = false;
    return i + 1;
  }

  /** Closes a norm, whose kind is written below its second sign. */
  private int closeNorm(int i, Bracket norm) {
    brackets.pop();
    emit(ChainruleLexer.RPAREN, i);
    if (!words.isSubscript(i + 1)) {
      return endOperand(i + 1);
    }
    int last = Math.max(i + 1, words.partner(i + 1));
    String kind = names.subscriptText(i + 1);
    MatrixFunction function =
        switch (kind) {
          case "1" -> MatrixFunction.NORM_1;
          case "2" -> MatrixFunction.NORM_2;
          case "F" -> MatrixFunction.NORM;
          default ->
              throw refuse(
                  i + 1,
                  last,
                  "no norm of this kind",
                  "write ‖x‖_1, ‖x‖_2 or ‖X‖_F; the largest element is max(abs(x))");
        };
    ParserToken sign = symbols.get(norm.resume());
    String name = function.plainName();
    int start = sign.getStartIndex();
    symbols.set(norm.resume(), new ParserToken(ChainruleLexer.FUNCTION, start, start, name, name));
    return endOperand(last + 1);
  }

  /** Hands on a name as an index that is bound. */
  int index(int i) {
    return reductions.index(i);
  }

  private int operator(int i) {
    int type = words.type(i);
    boolean isSign = type == ChainruleLexer.MINUS || type == ChainruleLexer.PLUS;
    if (isSign && afterOperand && isIn(Ending.MATRIX) && !words.isSaid()) {
      checkEntry(i);
    }
    emit(type, i);
    afterOperand = false;
    boolean isAxis =
        type == ChainruleLexer.COMMA
            && isIn(Ending.ARRAY)
            && words.type(i + 1) == ChainruleLexer.NAME
            && (words.type(i + 2) == ChainruleLexer.EQUAL
                || words.type(i + 2) == ChainruleLexer.IN);
    return isAxis ? index(i + 1) : i + 1;
  }

  /** Refuses {@code [1 -2]}, which has two entries elsewhere and one here. */
  private void checkEntry(int i) {
    if (!words.adjacent(i) && words.adjacent(i + 1)) {
      throw refuse(
          i,
          "`" + words.text(i) + "` in a matrix could be a sign or begin an entry",
          "part entries by commas, and write a sign between two of them as in a - b");
    }
  }

  private int number(int i) {
    Mistakes.checkNumber(words, i);
    startOperand(i);
    emit(ChainruleLexer.NUMBER, i);
    return endOperand(i + 1);
  }

  private int superscript(int i) {
    if (!afterOperand || afterExponent) {
      throw refuse(i, "a superscript that follows no operand", "write ^ and the power");
    }
    int next = words.type(i + 1);
    if (next == ChainruleLexer.POWER || next == ChainruleLexer.SUPERSCRIPT) {
      throw refuse(i, "a power of a power without brackets", "write (x^2)^3 or x^(2^3)");
    }
    int start = words.token(i).getStartIndex();
    String text = Mistakes.plainDigits(words.text(i));
    boolean minus = text.startsWith("-");
    String digits = minus ? text.substring(1) : text;
    emit(ChainruleLexer.POWER, start, start, "^");
    if (minus) {
      emit(ChainruleLexer.MINUS, start, start + 1, "-");
    }
    emit(ChainruleLexer.NUMBER, start, stop(i), digits);
    afterOperand = true;
    afterExponent = false;
    return i + 1;
  }

  /** Makes the product that two operands without a sign between them are. */
  void startOperand(int i) {
    if (!afterOperand) {
      return;
    }
    if (isIn(Ending.MATRIX) && !words.adjacent(i) && !words.isSaid()) {
      throw refuse(
          i,
          "`" + words.text(i) + "` in a matrix could be a factor or another entry",
          "part entries by commas, and write a product in a matrix with its sign, a*b");
    }
    boolean point = words.text(i).startsWith(".");
    if (words.type(i) == ChainruleLexer.NUMBER && point && words.adjacent(i)) {
      throw refuse(i, "found `" + words.text(i) + "` directly after an operand", null);
    }
    if (afterExponent && words.adjacent(i) && !isTransposing(words.text(i - 1))) {
      String exponent = words.text(i - 1);
      String factor = words.text(i);
      notes.add(
          words.span(i - 1, i),
          "`^%s%s` was read as `^%s * %s`: the power is %s alone"
              .formatted(exponent, factor, exponent, factor, exponent));
    }
    if (lastType() == ChainruleLexer.NUMBER && words.type(i) == ChainruleLexer.NUMBER) {
      notes.add(
          words.span(i - 1, i),
          "`%s` was read as the product `%s*%s`"
              .formatted(words.shown(i - 1, i), words.text(i - 1), words.text(i)));
    }
    int place = symbols.get(symbols.size() - 1).getStopIndex() + 1;
    emit(ChainruleLexer.IMPLICIT, place, place, "");
    afterOperand = false;
  }

  /** Whether one of what was handed on is the sign of a power. */
  private boolean isPower(int symbol) {
    int type = symbol < 0 ? Token.INVALID_TYPE : symbols.get(symbol).getType();
    return type == ChainruleLexer.POWER || type == ChainruleLexer.ELEMENTWISE_POWER;
  }

  /** Whether a name as a power makes a transpose, there being no T that would be a number. */
  boolean isTransposing(String name) {
    return isShaped() && name.equals(Convention.TRANSPOSE) && !table.known().knows(name);
  }

  /** Says that an operand ended before a word, and goes on there. */
  int endOperand(int next) {
    int before = symbols.size() - 2;
    boolean simple = lastType() == ChainruleLexer.NUMBER || lastType() == ChainruleLexer.NAME;
    if (before >= 0 && symbols.get(before).getType() == ChainruleLexer.MINUS) {
      before--;
    }
    afterExponent = simple && isPower(before);
    afterOperand = true;
    return next;
  }

  /** Says that what was read is no operand by itself, and goes on at a word. */
  int endHead(int next) {
    afterOperand = false;
    return next;
  }

  /** Opens a bracket, after whose partner reading goes on with the word that follows. */
  int open(int i, int type, Ending ending) {
    return open(i, type, ending, words.partner(i) + 1);
  }

  /** Opens a bracket, after whose partner reading goes on at a given word. */
  int open(int i, int type, Ending ending, int resume) {
    emit(type, i);
    brackets.push(new Bracket(ending, resume));
    afterOperand = false;
    return i + 1;
  }

  private int close(int i) {
    if (isIn(Ending.NORM)) {
      throw words
          .source()
          .refusal(words.span(i), "found `" + words.text(i) + "`", "`‖` to close the norm", null);
    }
    emit(words.type(i), i);
    Bracket bracket = brackets.pop();
    int next = bracket.resume();
    switch (bracket.ending()) {
      case BINDER -> {
        return reductions.afterBinder(next);
      }
      case UPPER -> {
        return reductions.afterUpper(next);
      }
      case HEAD_SUBSCRIPT -> {
        subscripts.label(next);
        return endHead(next);
      }
      case CALL -> {
        endOperand(next);
        return words.isSubscript(next) ? subscripts.elementSubscript(next) : next;
      }
      case POWER_CALL -> Mistakes.checkAfterPowerCall(words, next);
      case QUOTIENT_SUBSCRIPT -> {
        subscripts.label(next);
        derivatives.checkAfterQuotient(next);
      }
      case SUBSCRIPT -> {
        afterOperand = true;
        subscripts.label(next);
        return subscripts.afterSubscript(next);
      }
      case GROUP, MATRIX -> {
        if (words.isSubscript(next)) {
          boolean isElement =
              isShaped()
                  && bracket.ending() == Ending.GROUP
                  && words.type(next) != ChainruleLexer.LBRACKET;
          if (isElement) {
            endOperand(next);
            return subscripts.elementSubscript(next);
          }
          throw refuse(
              next,
              "a subscript after a bracket",
              isShaped() && bracket.ending() == Ending.GROUP
                  ? "write (…)_{i,j} for an element, or (…)*[…] for a product"
                  : "put it at the name");
        }
      }
      case WORD, ARRAY, NORM -> {}
    }
    return endOperand(next);
  }

  void markDerivativeSlash(int i) {
    derivativeSlashes.set(i);
  }

  /** The type of what was handed on last. */
  int lastType() {
    return symbols.isEmpty() ? Token.INVALID_TYPE : symbols.get(symbols.size() - 1).getType();
  }

  /** Whether what comes next is the exponent of a power. */
  boolean inExponent() {
    int last = symbols.size() - 1;
    while (last >= 0 && symbols.get(last).getType() == ChainruleLexer.MINUS) {
      last--;
    }
    return isPower(last);
  }

  /**
   * Refuses a word, in the text at a given place, that joins letters which are no name together.
   */
  void checkWord(int i, String word) {
    Identifier identifier = Identifier.of(word);
    if (identifier.kind() == Identifier.Kind.MALFORMED) {
      throw refuse(i, "a mark over a letter of the longer name `" + word + "`", "write hat(name)");
    }
    if (identifier.kind() == Identifier.Kind.MIXED
        && !table.known().knows(identifier.canonical())) {
      int split = 1;
      while (Greek.nameOf(word.charAt(0)) == null && Greek.nameOf(word.charAt(split)) == null) {
        split++;
      }
      throw refuse(
          i,
          "`" + word + "` joins a Greek letter to others",
          "write %s*%s for the product, or declare `%s : R` for one name"
              .formatted(word.substring(0, split), word.substring(split), word));
    }
  }

  /** Refuses a word that cannot stand for a value: the name of a function, or no name at all. */
  void checkValueName(int i, String word) {
    checkWord(i, word);
    String name = Identifier.of(word).canonical();
    boolean function =
        table.function(name).filter(each -> !table.isNameAlone(each)).isPresent()
            && !Greek.isName(name);
    if (function || name.equals("sum") || name.equals("prod")) {
      throw refuse(i, "`" + word + "` is the name of a function", "choose another name");
    }
  }

  boolean isInside(int i) {
    return i < to;
  }

  private int stop(int i) {
    return words.token(i).getStopIndex() + 1;
  }

  void emit(int type, int i) {
    emit(type, words.token(i).getStartIndex(), stop(i), words.text(i));
  }

  void emit(int type, int start, int end, String text) {
    symbols.add(new ParserToken(type, start, Math.max(start, end), text, text));
  }

  /** Hands on a name that is written from one word to another. */
  void emitName(int first, int last, String name, String spelling) {
    emitNamed(ChainruleLexer.NAME, words.token(first).getStartIndex(), last, name, spelling);
  }

  /** Hands on a name of any type that starts at an offset and ends with a word. */
  void emitNamed(int type, int start, int last, String name, String spelling) {
    symbols.add(new ParserToken(type, start, stop(last), name, spelling));
  }

  void emitFunction(
      int first,
      int last,
      String name,
      String spelling,
      int primes,
      List<Integer> places,
      @Nullable ParserToken exponent) {
    symbols.add(
        new ParserToken(
            ChainruleLexer.FUNCTION,
            words.token(first).getStartIndex(),
            stop(last),
            name,
            spelling,
            primes,
            places,
            exponent));
  }

  void note(int first, int last, String text) {
    notes.add(words.span(first, last), text);
  }

  ParseException refuse(int i, String problem, @Nullable String suggestion) {
    return refuse(i, i, problem, suggestion);
  }

  ParseException refuse(int first, int last, String problem, @Nullable String suggestion) {
    if (first >= words.size()) {
      return words.source().refusal(words.endSpan(words.size()), problem, suggestion);
    }
    return words
        .source()
        .refusal(words.span(first, Math.min(last, words.size() - 1)), problem, suggestion);
  }
}
