package org.chainrule.parse;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.chainrule.error.Limit;
import org.chainrule.error.Span;
import org.chainrule.notation.Identifier;
import org.chainrule.number.Rational;
import org.chainrule.parse.gen.ChainruleParser;
import org.chainrule.syntax.Syntax;
import org.chainrule.syntax.Syntax.Binary;
import org.chainrule.syntax.Syntax.Constant;
import org.chainrule.syntax.Syntax.Delta;
import org.chainrule.syntax.Syntax.Element;
import org.chainrule.syntax.Syntax.Name;
import org.chainrule.syntax.Syntax.Negate;
import org.chainrule.syntax.Syntax.NumberLiteral;
import org.chainrule.syntax.Syntax.Subscripted;
import org.chainrule.syntax.SyntaxWalk;

/** The decision for each subscript, whether it is an index or part of the name. */
final class SubscriptReader {
  private final SourceText source;
  private final Scope scope;
  private final Notes notes;

  SubscriptReader(SourceText source, Scope scope, Notes notes) {
    this.source = source;
    this.scope = scope;
    this.notes = notes;
  }

  /** Reads a name with its subscripts. */
  Syntax read(Name family, List<PendingSubscript> subscripts, Span span) {
    boolean isPartOfName =
        subscripts.size() > 1
            && subscripts.get(0).type() == ChainruleParser.SUBSCRIPT_NAME
            && scope.table().known().isSurvey();
    Syntax first =
        isPartOfName
            ? whole(family, subscripts.get(0).word(), span)
            : read(family, subscripts.get(0), span);
    if (subscripts.size() == 1) {
      return first;
    }
    PendingSubscript second = subscripts.get(1);
    if (!(first instanceof Name name)) {
      throw source.refusal(
          second.span(), "a second subscript", "several indices stand in one, x[i,j]");
    }
    return read(name, second, span);
  }

  private Syntax read(Name base, PendingSubscript subscript, Span span) {
    switch (subscript.type()) {
      case ChainruleParser.LBRACKET -> {
        return element(base, values(subscript), true, span);
      }
      case ChainruleParser.SUBSCRIPT_NUMBER -> {
        return element(base, List.of(integer(subscript)), false, span);
      }
      case ChainruleParser.SUBSCRIPT_NAME -> {
        return word(base, subscript.word(), subscript, span);
      }
      default -> {
        return braced(base, subscript, span);
      }
    }
  }

  private Syntax braced(Name base, PendingSubscript subscript, Span span) {
    List<Syntax> indices = values(subscript);
    boolean family = scope.table().known().isFamily(base.name());
    if (indices.size() == 1) {
      Syntax only = indices.get(0);
      if (only instanceof Name name && isWord(name.spelling())) {
        return word(base, name.spelling(), subscript, span);
      } else if (only instanceof Constant constant && isWord(constant.spelling())) {
        return word(base, constant.spelling(), subscript, span);
      }
      if (!family && !scope.table().known().isSurvey()) {
        checkIndices(base, only, subscript);
      }
    }
    indices.forEach(this::checkJoined);
    boolean delta = base.name().equals(NameTable.DELTA) && indices.size() == 2 && !family;
    if (delta) {
      scope.read(span, source.shown(span), "the Kronecker delta");
      return new Delta(span, indices.get(0), indices.get(1));
    }
    return element(base, indices, false, span);
  }

  private static boolean isWord(String spelling) {
    return spelling.codePoints().noneMatch(each -> each == '_' || each == '^' || each == '(')
        && !spelling.equals("∞");
  }

  /** Refuses an operator in braces on anything but numbers and index variables. */
  private void checkIndices(Name base, Syntax index, PendingSubscript subscript) {
    SyntaxWalk.forEach(
        index,
        node -> {
          boolean arithmetic =
              node instanceof NumberLiteral || node instanceof Binary || node instanceof Negate;
          if (arithmetic || (node instanceof Name name && scope.isIndex(name.name()))) {
            return;
          }
          if (node instanceof Name name) {
            checkJoined(name);
          }
          String inner = source.shown(subscript.span()).replaceAll("^_\\{|\\}$", "");
          throw source.refusal(
              node.span(),
              "`" + source.shown(node.span()) + "` is no index variable",
              "write %s[%s], or declare it, as in `i in 1..n`".formatted(base.spelling(), inner));
        });
  }

  private Syntax word(Name base, String word, PendingSubscript subscript, Span span) {
    Identifier identifier = Identifier.of(word);
    String name = identifier.canonical();
    Names known = scope.table().known();
    boolean joined = !known.isSurvey() && scope.joinsIndices(name);
    if (joined && name.length() == 2) {
      throw source.refusal(
          span,
          "`%s_%s` could be one name or an element".formatted(base.spelling(), word),
          "write %s_{%s,%s} for the element, or declare `%s_%s : R` for the name"
              .formatted(
                  base.spelling(), word.charAt(0), word.substring(1), base.spelling(), word));
    }
    boolean index =
        identifier.isSymbol() && !scope.isBound(name)
            ? known.isIndexOf(base.name(), name)
            : scope.isIndex(name) || known.isFamily(base.name());
    if (index) {
      Span place = wordSpan(subscript, word);
      Name variable = new Name(place, name, word);
      scope.read(place, word, scope.sortOfIndex(name));
      return element(base, List.of(variable), false, span);
    }
    if (joined) {
      notes.add(
          span,
          "`%s_%s` was read as one name; an element is written %s_{%s}"
              .formatted(base.spelling(), word, base.spelling(), String.join(",", word.split(""))));
    } else if (!identifier.isSymbol() && Boolean.TRUE.equals(known.hasIndices(base.name()))) {
      notes.add(
          span,
          "`%s_%s` was read as one name, though `%s` is a family"
              .formatted(base.spelling(), word, base.spelling()));
    }
    return whole(base, word, span);
  }

  /** The name that a word below another makes with it. */
  private Name whole(Name base, String word, Span span) {
    String spelling = base.spelling() + "_" + word;
    Name whole = new Name(span, base.name() + "_" + Identifier.of(word).canonical(), spelling);
    scope.readName(span, whole.name(), spelling);
    return whole;
  }

  private Span wordSpan(PendingSubscript subscript, String word) {
    if (!subscript.parts().isEmpty()) {
      return subscript.parts().get(0).node().span();
    }
    Span span = subscript.span();
    int length = word.codePointCount(0, word.length());
    int skipped = Math.max(0, span.end() - span.start() - length);
    return new Span(
        span.line(),
        span.column() + skipped,
        span.endLine(),
        span.endColumn(),
        span.start() + skipped,
        span.end());
  }

  private void checkJoined(Syntax index) {
    if (index instanceof Name name
        && !scope.table().known().isSurvey()
        && name.name().length() == 2
        && scope.joinsIndices(name.name())) {
      String letters = name.spelling();
      throw source.refusal(
          name.span(),
          "`" + letters + "` could be one index or two",
          "write %s,%s for two, or %s %s for their product"
              .formatted(
                  letters.charAt(0), letters.charAt(1), letters.charAt(0), letters.charAt(1)));
    }
  }

  private NumberLiteral integer(PendingSubscript subscript) {
    String digits = subscript.word();
    Span place = wordSpan(subscript, digits);
    if (digits.length() > Limit.NUMBER_DIGITS.most()) {
      throw Limit.NUMBER_DIGITS.refusal(source.refusal(place, "an index of too many digits", null));
    }
    NumberLiteral number = new NumberLiteral(place, Rational.of(new BigInteger(digits)), digits);
    checkWhole(number, place);
    return number;
  }

  private void checkWhole(NumberLiteral number, Span place) {
    if (!number.value().isInteger()) {
      throw source.refusal(place, "an index is a whole number", null);
    }
    String digits = number.value().toString();
    if (!digits.equals(number.spelling())) {
      throw source.refusal(place, "an index is written in plain digits", "write " + digits);
    }
  }

  private List<Syntax> values(PendingSubscript subscript) {
    List<Syntax> values = new ArrayList<>(subscript.parts().size());
    for (Built part : subscript.parts()) {
      if (part.isCondition()) {
        throw source.refusal(part.extent(), "a condition where an index belongs", null);
      }
      if (part.node() instanceof NumberLiteral number) {
        checkWhole(number, part.extent());
      }
      values.add(part.node());
    }
    return values;
  }

  private Syntax element(Name family, List<Syntax> indices, boolean bracketed, Span span) {
    scope.read(span, source.shown(span), "an element of the family " + family.spelling());
    return new Subscripted(span, family, indices, bracketed);
  }

  /** Reads an element of what a function returns, where every subscript is an index. */
  Element element(Built vector, PendingSubscript subscript, Span span) {
    boolean bracketed = subscript.type() == ChainruleParser.LBRACKET;
    List<Syntax> indices =
        switch (subscript.type()) {
          case ChainruleParser.SUBSCRIPT_NUMBER -> List.of(integer(subscript));
          case ChainruleParser.SUBSCRIPT_NAME -> {
            String word = subscript.word();
            String name = Identifier.of(word).canonical();
            scope.read(wordSpan(subscript, word), word, scope.sortOfIndex(name));
            yield List.of(new Name(wordSpan(subscript, word), name, word));
          }
          default -> values(subscript);
        };
    indices.forEach(this::checkJoined);
    return new Element(span, vector.node(), indices, bracketed);
  }
}
