package org.chainrule.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chainrule.error.ParseException;
import org.chainrule.notation.Identifier;
import org.chainrule.parse.TokenPass.Ending;
import org.chainrule.parse.TokenText.Reference;
import org.chainrule.parse.gen.ChainruleLexer;
import org.jspecify.annotations.Nullable;

/** The part of the token pass that reads names: as functions, or as symbols with subscripts. */
final class NamePass {
  /** The letters that people use for functions, so that a bracket after them needs a word more. */
  private static final Set<String> FUNCTION_LETTERS = Set.of("f", "g", "h");

  private final TokenPass pass;
  private final TokenText words;
  private final NameTable table;
  private final SubscriptPass subscripts;

  /** What a derivative by some arguments of a function starts with. */
  private static final String DERIVATIVE = "D";

  /** A function's name that starts at a word and ends before another. */
  private record FunctionWord(
      int start, int end, String canonical, String spelling, boolean greek, List<Integer> places) {}

  NamePass(TokenPass pass, TokenText words, NameTable table, SubscriptPass subscripts) {
    this.pass = pass;
    this.words = words;
    this.table = table;
    this.subscripts = subscripts;
  }

  /** Reads what starts with a name that is no derivative and no sum. */
  int read(int i) {
    String word = words.text(i);
    if (words.type(i + 1) == ChainruleLexer.LPAREN) {
      boolean cases = word.equals("cases");
      if (cases || word.equals("diff")) {
        pass.startOperand(i);
        pass.emit(cases ? ChainruleLexer.CASES : ChainruleLexer.DIFF, i);
        return pass.open(i + 1, ChainruleLexer.LPAREN, Ending.WORD);
      }
    }
    if (words.isArray(i) && !table.known().knows(word)) {
      pass.startOperand(i);
      pass.emit(ChainruleLexer.ARRAY, i);
      pass.open(i + 1, ChainruleLexer.LPAREN, Ending.ARRAY);
      return pass.index(i + 2);
    }
    FunctionWord partial = partialAt(i);
    FunctionWord function = partial == null ? functionAt(i) : partial;
    int next = function == null ? -1 : function(function);
    return next >= 0 ? next : symbol(i);
  }

  /** A derivative of a declared function by some arguments, as {@code D[1,2]f(x, y)} is. */
  private @Nullable FunctionWord partialAt(int i) {
    boolean isHead =
        words.text(i).equals(DERIVATIVE)
            && words.adjacent(i + 1, ChainruleLexer.LBRACKET)
            && !table.known().isPlain(DERIVATIVE)
            && !table.known().isFamily(DERIVATIVE);
    int close = isHead ? words.partner(i + 1) : -1;
    if (close < 0 || !words.adjacent(close + 1) || words.type(close + 1) != ChainruleLexer.NAME) {
      return null;
    }
    List<Integer> places = new ArrayList<>();
    for (int place = i + 2; place < close; place += 2) {
      boolean isNumber = words.text(place).matches("[1-9][0-9]{0,3}");
      boolean isLast = place + 1 == close;
      if (!isNumber || !isLast && words.type(place + 1) != ChainruleLexer.COMMA) {
        return null;
      }
      places.add(Integer.valueOf(words.text(place)));
    }
    FunctionWord function = functionAt(close + 1);
    boolean isDeclared =
        function != null
            && table.isOwnFunction(function.canonical())
            && words.type(function.end()) == ChainruleLexer.LPAREN;
    return function == null || places.isEmpty() || !isDeclared
        ? null
        : new FunctionWord(
            i,
            function.end(),
            function.canonical(),
            DERIVATIVE + places.toString().replace(" ", "") + function.spelling(),
            false,
            places);
  }

  /** Where the arguments of a function close whose name starts here, or -1 if there is no call. */
  int endOfCall(int i) {
    FunctionWord function = functionAt(i);
    return function != null && words.type(function.end()) == ChainruleLexer.LPAREN
        ? words.partner(function.end())
        : -1;
  }

  private @Nullable FunctionWord functionAt(int i) {
    int last = i;
    while (last < i + 3
        && (words.adjacent(last + 1, ChainruleLexer.SUBSCRIPT_NAME)
            || words.adjacent(last + 1, ChainruleLexer.SUBSCRIPT_NUMBER))) {
      last++;
    }
    Identifier identifier = Identifier.of(words.text(i));
    StringBuilder name = new StringBuilder(identifier.canonical());
    FunctionWord longest = null;
    for (int end = i; end <= last; end++) {
      if (end > i) {
        name.append('_').append(Identifier.of(words.text(end).substring(1)).canonical());
      }
      Optional<String> function = table.function(name.toString());
      if (function.isPresent()) {
        boolean greek =
            end == i
                && identifier.kind() == Identifier.Kind.GREEK
                && !table.isOwnFunction(function.get());
        longest =
            new FunctionWord(i, end + 1, function.get(), words.slice(i, end), greek, List.of());
      }
    }
    return longest;
  }

  /** Reads a function's name, or returns -1 where it is a Greek letter that stands alone. */
  private int function(FunctionWord word) {
    int start = word.start();
    int end = word.end();
    String canonical = word.canonical();
    String spelling = word.spelling();
    if (words.type(end) != ChainruleLexer.LPAREN && table.isNameAlone(canonical)) {
      return -1;
    }
    int primes = 0;
    while (words.adjacent(end, ChainruleLexer.PRIME)) {
      primes += words.text(end).equals("″") ? 2 : 1;
      end++;
    }
    if (primes > 0) {
      if (isTransposed(word, end)) {
        return -1;
      }
      checkPrimes(word, end);
    } else if (words.isSubscript(end)) {
      if (word.greek()) {
        return -1;
      }
      String base = canonical.equals("log") ? subscriptText(end) : "";
      if (!base.equals("2") && !base.equals("10")) {
        throw subscriptOnFunction(word, end);
      }
      canonical = "log" + base;
      end = words.reference(start).subscriptEnd();
      spelling = words.slice(start, end - 1);
    }
    int open = end;
    ParserToken exponent = null;
    if (words.adjacent(end, ChainruleLexer.POWER)
        || words.adjacent(end, ChainruleLexer.SUPERSCRIPT)) {
      open = endOfExponent(end);
      if (words.type(open) == ChainruleLexer.LPAREN) {
        exponent = exponent(word, end, open);
      }
    }
    if (words.type(open) != ChainruleLexer.LPAREN) {
      if (word.greek()) {
        return -1;
      }
      throw pass.refuse(
          start,
          end - 1,
          "the function `" + spelling + "` needs its argument in brackets",
          "write " + spelling + (open > end ? "(x)" + words.shown(end, open - 1) : "(x)"));
    }
    if (word.greek() && isProductAfterGreek(word, open)) {
      return -1;
    }
    pass.startOperand(start);
    pass.emitFunction(start, end - 1, canonical, spelling, primes, word.places(), exponent);
    return pass.open(
        open, ChainruleLexer.LPAREN, exponent == null ? Ending.CALL : Ending.POWER_CALL);
  }

  /** Whether a bracket after a Greek function name makes a product after all. */
  private boolean isProductAfterGreek(FunctionWord word, int open) {
    String spelling = word.spelling();
    String name = Identifier.of(spelling).canonical();
    boolean plain = table.known().isPlain(name);
    if (plain && word.canonical().equals(NameTable.DELTA)) {
      return words.find(open + 1, words.partner(open), ChainruleLexer.COMMA) < 0;
    }
    if (plain || !words.adjacent(open)) {
      throw pass.refuse(
          word.start(),
          open,
          "`" + words.shown(word.start(), open) + "` could be a call or a product",
          "write %s(…) for the function %s, or %s*(…)"
              .formatted(plain ? word.canonical() : spelling, word.canonical(), spelling));
    }
    return false;
  }

  /** Whether primes after a Greek letter, which is a matrix or vector here, are transposes. */
  private boolean isTransposed(FunctionWord word, int end) {
    return word.greek()
        && words.type(end) != ChainruleLexer.LPAREN
        && pass.isShaped()
        && table.known().knows(Identifier.of(word.spelling()).canonical());
  }

  private void checkPrimes(FunctionWord word, int end) {
    if (words.type(end) != ChainruleLexer.LPAREN) {
      throw pass.refuse(
          word.start(),
          end - 1,
          "a prime needs the argument in brackets",
          "write " + words.shown(word.start(), end - 1) + "(x)");
    }
    if (!table.arity(word.canonical()).admits(1)) {
      throw pass.refuse(
          word.start(),
          end - 1,
          "a prime is for functions of one argument, `%s` takes %s"
              .formatted(word.spelling(), table.arity(word.canonical())),
          "write diff(" + word.spelling() + "(…), x)");
    }
  }

  private ParseException subscriptOnFunction(FunctionWord word, int at) {
    int last = Math.max(at, words.partner(at));
    String subscript = words.shown(at, last);
    String spelling = word.spelling();
    if (word.canonical().equals("log")) {
      return pass.refuse(
          word.start(),
          last,
          "no logarithm to this base",
          "write log(x)/log(" + subscriptText(at) + ")");
    }
    return pass.refuse(
        word.start(),
        last,
        "a subscript on the name of the function `" + spelling + "`",
        "write " + spelling + "(x)" + subscript);
  }

  /** The one word in a subscript, or nothing where it is longer. */
  String subscriptText(int at) {
    return switch (words.type(at)) {
      case ChainruleLexer.SUBSCRIPT_NUMBER, ChainruleLexer.SUBSCRIPT_NAME ->
          words.text(at).substring(1);
      case ChainruleLexer.SMALL_SUBSCRIPT -> Mistakes.plainDigits(words.text(at));
      case ChainruleLexer.SUBSCRIPT_OPEN -> words.partner(at) == at + 2 ? words.text(at + 1) : "…";
      default -> "…";
    };
  }

  private int endOfExponent(int at) {
    if (words.type(at) == ChainruleLexer.SUPERSCRIPT) {
      return at + 1;
    }
    int next = at + 1;
    while (words.type(next) == ChainruleLexer.MINUS) {
      next++;
    }
    return switch (words.type(next)) {
      case ChainruleLexer.NUMBER, ChainruleLexer.NAME -> next + 1;
      case ChainruleLexer.LBRACE, ChainruleLexer.LPAREN -> words.partner(next) + 1;
      default -> at;
    };
  }

  /** The exponent in {@code sin^2(x)}, between the name and the bracket. */
  private ParserToken exponent(FunctionWord word, int at, int open) {
    String spelling = word.spelling();
    if (word.greek()) {
      throw pass.refuse(
          word.start(),
          open,
          "`" + words.shown(word.start(), open) + "` could be a power of a call or a product",
          "write %s(x)%s or %s*(…)"
              .formatted(spelling, words.shown(at, open - 1), words.shown(word.start(), open - 1)));
    }
    boolean braced = words.type(at + 1) == ChainruleLexer.LBRACE && open == at + 4;
    int number = words.type(at) == ChainruleLexer.SUPERSCRIPT ? at : braced ? at + 2 : at + 1;
    String text = Mistakes.plainDigits(words.text(number));
    boolean whole = text.matches("[0-9]+") && !text.matches("0+");
    if (whole && (braced || open == number + 1)) {
      return new ParserToken(
          ChainruleLexer.NUMBER,
          words.token(number).getStartIndex(),
          words.token(number).getStopIndex() + 1,
          text,
          text);
    }
    String power = Mistakes.plainDigits(words.shown(at, open - 1)).replaceAll("[{}()^ ]", "");
    if (power.equals("-1")) {
      String inverse = "a" + word.canonical();
      String call = table.function(inverse).isPresent() ? inverse + "(x) or " : "";
      throw pass.refuse(
          word.start(),
          open - 1,
          "`" + words.shown(word.start(), open - 1) + "(…)` could be the inverse or the reciprocal",
          "write " + call + "1/" + spelling + "(x)");
    }
    throw pass.refuse(
        word.start(),
        open - 1,
        "only a whole number above 0 may stand between `" + spelling + "` and its bracket",
        "write " + spelling + "(x)^(" + power + ")");
  }

  private int symbol(int i) {
    Reference reference = words.reference(i);
    checkName(reference);
    String whole = NameScan.wholeName(words, reference);
    boolean declared =
        !whole.equals(reference.name())
            && (table.known().isPlain(whole) || table.known().isFamily(whole));
    boolean isTransposing = pass.isTransposing(reference.name());
    boolean isLabelled =
        words.adjacent(i)
            && words.type(i - 1) == ChainruleLexer.RBRACKET
            && words.isLabel(words.partner(i - 1) - 1);
    if (isTransposing && isLabelled) {
      throw pass.refuse(
          i,
          "`T` after a layer label could be a transpose or a factor",
          "write ^T, as in W^[2]^T, or a sign, as in W^[2]*T");
    }
    boolean isPower = isTransposing && pass.inExponent();
    if (words.type(reference.end()) == ChainruleLexer.LPAREN && !isPower) {
      checkProduct(reference, declared || table.known().knows(reference.name()));
    }
    pass.startOperand(i);
    if (declared) {
      int last = reference.end() - 1;
      pass.emitName(i, last, whole, words.slice(i, last));
      pass.endOperand(reference.end());
      return subscripts.afterName(reference.end());
    }
    return subscripts.reference(reference, 0, Ending.SUBSCRIPT);
  }

  private void checkName(Reference reference) {
    int i = reference.start();
    String word = words.text(i);
    Identifier identifier = reference.identifier();
    pass.checkWord(i, word);
    boolean mark =
        Identifier.isDecoration(word)
            && identifier.kind() != Identifier.Kind.DECORATED
            && words.type(i + 1) == ChainruleLexer.LPAREN;
    if (mark) {
      throw pass.refuse(
          i,
          words.partner(i + 1),
          "`" + word + "(…)` goes over a name alone",
          "write %s(y) and then its subscript, %s(y)_i".formatted(word, word));
    }
    if (word.equals("Π")
        && !table.known().knows("Pi")
        && (words.isSubscript(i + 1) || words.type(i + 1) == ChainruleLexer.LPAREN)) {
      throw pass.refuse(
          i, "`Π` could be a product or the letter", "write ∏ or prod for the product, or Pi");
    }
  }

  /** Refuses what looks like a call of a function that is not known. */
  private void checkProduct(Reference reference, boolean known) {
    int open = reference.end();
    int last = open - 1;
    boolean adjacent = words.adjacent(open);
    String name = reference.name();
    String spelling = words.shown(reference.start(), last);
    boolean list = words.find(open + 1, words.partner(open), ChainruleLexer.COMMA) >= 0;
    Identifier identifier = reference.identifier();
    boolean symbol = identifier.isSymbol() || table.isConstant(name) || reference.label() != null;
    if (reference.hasSubscript()) {
      boolean word = words.type(reference.subscript()) == ChainruleLexer.SUBSCRIPT_NAME;
      boolean longName = identifier.kind() == Identifier.Kind.WORD;
      if (adjacent && !known && ((word && longName) || list)) {
        throw unknownFunction(reference, spelling);
      }
      return;
    }
    boolean declared = table.known().isPlain(name) || table.known().isFamily(name);
    if (FUNCTION_LETTERS.contains(name) && !declared) {
      throw pass.refuse(
          reference.start(),
          last,
          "`%s(` could be a function or a product".formatted(spelling),
          "declare `%s : R -> R` for a function, or write %s*(…) for the product"
              .formatted(spelling, spelling));
    }
    if (name.equals("gamma") && !declared) {
      throw pass.refuse(
          reference.start(),
          last,
          "`%s(` could be the Gamma function or a product".formatted(spelling),
          "write Gamma(…) for the function, or %s*(…) for the product".formatted(spelling));
    }
    if (list || (!symbol && adjacent)) {
      throw unknownFunction(reference, spelling);
    }
    if (!symbol && !known) {
      throw pass.refuse(
          reference.start(),
          last,
          "`" + spelling + " (` could be a function or a product",
          meant(spelling));
    }
    int close = words.partner(open);
    boolean alone = close == open + 2 && words.type(open + 1) == ChainruleLexer.NAME;
    if (alone && adjacent && !known && !table.isConstant(name)) {
      // Nobody puts a single name in brackets to multiply it.
      String inside = words.text(open + 1);
      pass.note(
          reference.start(),
          close,
          "`%s(%s)` was read as the product `%s*%s`; declare `%s : R -> R` for a function"
              .formatted(spelling, inside, spelling, inside, spelling));
    }
  }

  private ParseException unknownFunction(Reference reference, String spelling) {
    return pass.refuse(
        reference.start(),
        reference.end() - 1,
        "unknown function `" + spelling + "`",
        meant(spelling));
  }

  private String meant(String spelling) {
    return table
        .nearestFunction(spelling)
        .map(nearest -> "did you mean " + nearest + "? For a product write " + spelling + "*(…)")
        .orElse(
            "declare `%s : R -> R`, or write %s*(…) for a product".formatted(spelling, spelling));
  }
}
