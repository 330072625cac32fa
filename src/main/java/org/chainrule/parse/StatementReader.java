package org.chainrule.parse;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.chainrule.error.ParseException;
import org.chainrule.error.Span;
import org.chainrule.notation.Greek;
import org.chainrule.parse.TokenText.Reference;
import org.chainrule.parse.gen.ChainruleLexer;
import org.chainrule.syntax.DeclaredShape;
import org.chainrule.syntax.Statement;
import org.chainrule.syntax.Syntax;
import org.chainrule.syntax.Syntax.Name;
import org.chainrule.syntax.SyntaxWalk;
import org.jspecify.annotations.Nullable;

/** The reader of definitions, declarations and assumptions. */
final class StatementReader {
  private static final String FORMS =
      "a definition (y = …), a declaration (i in 1..n, y : R^n) or an assumption (assume x > 0)";

  private final TokenText words;
  private final Reader reader;
  private final NameTable table;

  StatementReader(TokenText words, Reader reader, Names names, FunctionNames functions) {
    this.words = words;
    this.reader = reader;
    this.table = new NameTable(names, functions);
  }

  /** Reads a statement, which is several where a declaration lists names of several sorts. */
  List<Statement> read(StatementWords statement) {
    int from = statement.from();
    int to = statement.to();
    Span span = words.span(from, to - 1);
    int assign = words.find(from, to, ChainruleLexer.ASSIGN);
    if (assign >= 0) {
      throw refuse(assign, assign, "found `:=`", "a definition is written with =");
    }
    return switch (statement.kind()) {
      case ASSUMPTION -> List.of(new Statement.Assumption(span, reader.condition(from + 1, to)));
      case RANGE -> List.of(range(statement.from(), statement.sign(), to, span));
      case SHAPE -> shape(statement, span);
      case DEFINITION -> List.of(definition(statement, span));
      case OTHER -> throw other(from, to);
    };
  }

  private ParseException other(int from, int to) {
    int relation =
        words.find(
            from,
            to,
            ChainruleLexer.LESS,
            ChainruleLexer.LESS_OR_EQUAL,
            ChainruleLexer.GREATER,
            ChainruleLexer.GREATER_OR_EQUAL,
            ChainruleLexer.NOT_EQUAL);
    return words
        .source()
        .refusal(
            words.span(from, to - 1),
            "found no statement",
            FORMS,
            relation < 0 ? null : "write assume " + words.shown(from, to - 1));
  }

  private Statement.IndexDeclaration range(int from, int sign, int to, Span span) {
    List<Name> names = new ArrayList<>();
    for (Reference reference : list(from, sign, "an index variable")) {
      if (reference.hasSubscript() || reference.label() != null) {
        throw refuse(reference.start(), reference.end() - 1, "an index variable is a name", null);
      }
      names.add(name(reference, reference.name()));
    }
    List<Syntax> bounds = reader.range(sign + 1, to);
    return new Statement.IndexDeclaration(span, names, bounds.get(0), bounds.get(1));
  }

  private List<Statement> shape(StatementWords statement, Span span) {
    int colon = statement.sign();
    int ranged = statement.ranged(words);
    int to = ranged < 0 ? statement.to() : ranged;
    List<Statement.IndexDeclaration> ranges =
        ranged < 0 ? List.of() : ranges(ranged, statement.to());
    List<Name> names = new ArrayList<>();
    List<Syntax.Subscripted> elements = new ArrayList<>();
    for (Reference reference : list(statement.from(), colon, "a name")) {
      String name = NameScan.wholeName(words, reference);
      boolean isOfFamily =
          statement.isArray(words)
              && NameScan.mayHaveIndices(words, reference)
              && table.known().hasColumns(reference.name(), name);
      if (isOfFamily) {
        elements.add(family(reference, ranges));
        continue;
      }
      if (reference.hasSubscript() && name.equals(reference.name())) {
        throw refuse(
            reference.subscript(),
            reference.subscriptEnd() - 1,
            "a declaration of one element",
            "declare the family, " + reference.spelling() + " : R^n");
      } else if (ranged >= 0) {
        throw refuse(
            ranged,
            statement.to() - 1,
            "`%s` has no index that a range is of"
                .formatted(words.shown(reference.start(), reference.end() - 1)),
            "write x_t : R^n for t in 1..T for the columns of a family");
      }
      checkFree(reference, name);
      names.add(name(reference, name));
    }
    if (colon + 1 == to) {
      throw words
          .source()
          .refusal(words.endSpan(to), "found the end of the text", "R or R^n", null);
    }
    List<ParserToken> symbols = new ShapeWords(words, colon + 1, to).symbols();
    DeclaredShape shape = reader.shape(symbols, colon + 1, to);
    List<Statement> read = new ArrayList<>();
    if (!names.isEmpty()) {
      read.add(new Statement.ShapeDeclaration(span, names, shape));
    }
    if (!elements.isEmpty()) {
      DeclaredShape.Space space = (DeclaredShape.Space) shape;
      if (space.isSymmetric() && !table.known().isSurvey()) {
        throw refuse(
            colon + 1,
            to - 1,
            "only one matrix is declared as symmetric, and this is of a family",
            "leave `symmetric` out");
      }
      read.add(new Statement.FamilyDeclaration(span, elements, space, ranges));
    }
    return read;
  }

  /** A name with its indices that a family's columns or matrices are declared by. */
  private Syntax.Subscripted family(Reference reference, List<Statement.IndexDeclaration> ranges) {
    Syntax target = reader.target(reference.start(), reference.end());
    boolean isPattern =
        target instanceof Syntax.Subscripted element
            && element.indices().stream()
                .allMatch(each -> each instanceof Name || each instanceof Syntax.NumberLiteral);
    if (!isPattern) {
      throw refuse(
          reference.start(),
          reference.end() - 1,
          "a family is declared with a letter or a number in each place",
          "write %s_t : R^n for its columns".formatted(reference.spelling()));
    }
    Syntax.Subscripted element = (Syntax.Subscripted) target;
    for (Statement.IndexDeclaration range : ranges) {
      for (Name name : range.names()) {
        boolean isBelow =
            element.indices().stream()
                .anyMatch(each -> each instanceof Name one && one.name().equals(name.name()));
        if (!isBelow) {
          throw words
              .source()
              .refusal(
                  name.span(), "`%s` is no index of `%s`".formatted(name, element), null, null);
        }
      }
    }
    return element;
  }

  /** The ranges behind {@code for}, parted by commas. */
  private List<Statement.IndexDeclaration> ranges(int start, int to) {
    List<Statement.IndexDeclaration> ranges = new ArrayList<>();
    int from = start + 1;
    while (from <= to) {
      int sign = words.find(from, to, ChainruleLexer.IN);
      if (sign < 0) {
        throw expected(Math.min(from, to), "a range, such as t in 1..T");
      }
      int comma = words.find(sign, to, ChainruleLexer.COMMA);
      int end = comma < 0 ? to : comma;
      if (end <= sign + 1) {
        throw expected(end, "a range, such as t in 1..T");
      }
      ranges.add(range(from, sign, end, words.span(from, end - 1)));
      from = end + 1;
    }
    return ranges;
  }

  /** The names before a sign, which have to be a list of names. */
  private List<Reference> list(int from, int sign, String expected) {
    List<Reference> references = new ArrayList<>();
    int i = from;
    while (true) {
      if (words.type(i) != ChainruleLexer.NAME) {
        throw expected(i, expected);
      }
      Reference reference = words.reference(i);
      references.add(reference);
      i = reference.end();
      if (i == sign) {
        return references;
      }
      if (words.type(i) != ChainruleLexer.COMMA) {
        throw expected(i, "`,` or `" + words.text(sign) + "`");
      }
      i++;
    }
  }

  private Name name(Reference reference, String canonical) {
    int last = reference.end() - 1;
    return new Name(
        words.span(reference.start(), last), canonical, words.slice(reference.start(), last));
  }

  private Statement definition(StatementWords statement, Span span) {
    int from = statement.from();
    int sign = statement.sign();
    if (words.text(sign).equals("==")) {
      throw refuse(sign, sign, "found `==`", "a definition is written with =");
    }
    if (words.type(from) != ChainruleLexer.NAME) {
      throw expected(from, "a name to define");
    }
    Reference target = words.reference(from);
    int end = target.end();
    if (words.type(end) == ChainruleLexer.LPAREN && words.partner(end) == sign - 1) {
      return function(target, statement, span);
    }
    if (end != sign) {
      throw words
          .source()
          .refusal(
              words.span(from, sign - 1),
              "`" + words.shown(from, sign - 1) + "` is no name to define",
              FORMS,
              "an equation is an assumption, assume … = …");
    }
    checkFree(target, NameScan.wholeName(words, target));
    Syntax name = reader.target(from, sign);
    return new Statement.Definition(span, name, null, value(statement, List.of(), letters(name)));
  }

  /** The letters that a definition of elements binds. */
  private static List<String> letters(Syntax target) {
    return target instanceof Syntax.Subscripted subscripted
        ? subscripted.indices().stream()
            .flatMap(each -> each instanceof Name name ? Stream.of(name.name()) : Stream.of())
            .toList()
        : List.of();
  }

  private Syntax value(StatementWords statement, List<String> parameters, List<String> outside) {
    int from = statement.sign() + 1;
    if (from == statement.to()) {
      throw words
          .source()
          .refusal(words.endSpan(statement.to()), "found the end of the text", "an operand", null);
    }
    int[] first = new Equalities(words, table, reader).first(from, statement.to());
    Syntax value = reader.expression(first[0], first[1], parameters, outside);
    if (new Built(value).isCondition()) {
      throw words.source().refusal(value.span(), "a condition where a number belongs", null);
    }
    return value;
  }

  private Statement function(Reference target, StatementWords statement, Span span) {
    int open = target.end();
    int close = statement.sign() - 1;
    List<Name> parameters = new ArrayList<>();
    List<String> names = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    int i = open + 1;
    while (true) {
      Reference reference = words.type(i) == ChainruleLexer.NAME ? words.reference(i) : null;
      int end = reference == null ? i : reference.end();
      boolean single = words.type(end) == ChainruleLexer.COMMA || end == close;
      if (reference == null || !single) {
        throw expected(i, "the name of a parameter");
      }
      String name = NameScan.wholeName(words, reference);
      if (reference.hasSubscript() && name.equals(reference.name())) {
        throw expected(i, "the name of a parameter");
      }
      if (!seen.add(name)) {
        throw refuse(i, i, "a second parameter `" + words.text(i) + "`", null);
      }
      parameters.add(name(reference, name));
      names.add(name);
      i = end + 1;
      if (i > close) {
        break;
      }
    }
    Name name = name(target, NameScan.wholeName(words, target));
    Syntax value = value(statement, names, names);
    noteElements(value, names);
    return new Statement.Definition(span, name, parameters, value);
  }

  /** Says that an element by a letter is none of the parameters that look like elements. */
  private void noteElements(Syntax value, List<String> parameters) {
    SyntaxWalk.forEach(
        value,
        node -> {
          if (node instanceof Syntax.Subscripted element
              && parameters.stream()
                  .anyMatch(each -> each.startsWith(element.family().name() + "_"))) {
            reader.note(
                element.span(),
                "`%s` is an element of the family `%s`, whatever is put for the parameters"
                    .formatted(element, element.family()));
          }
        });
  }

  /** Refuses a value by the name of a function, which would be read as the function again. */
  private void checkFree(Reference target, String name) {
    boolean greek = Greek.isName(name);
    boolean reserved = name.equals("sum") || name.equals("prod");
    boolean foreign = table.function(name).isPresent() && !table.isOwnFunction(name);
    if (reserved || (foreign && !greek)) {
      throw refuse(
          target.start(),
          target.end() - 1,
          "`" + words.shown(target.start(), target.end() - 1) + "` is the name of a function",
          "choose another name");
    }
  }

  private ParseException expected(int i, String expected) {
    boolean end = i >= words.size();
    Span span = end ? words.endSpan(words.size()) : words.span(i);
    String found = end ? "the end of the text" : "`" + words.text(i) + "`";
    return words.source().refusal(span, "found " + found, expected, null);
  }

  private ParseException refuse(int first, int last, String problem, @Nullable String suggestion) {
    return words.source().refusal(words.span(first, last), problem, suggestion);
  }
}
