package org.chainrule.parse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Rewriter;
import org.chainrule.expr.Substitution;
import org.chainrule.parse.gen.ChainruleLexer;

/**
 * An expression with definitions of its own behind it: {@code u_1 + u_2 where u_1 = sin(x), …}. It
 * means the expression with what the names stand for put in; the order of the definitions is free.
 *
 * @param expression the text of the expression, blanks in the place of the rest
 * @param definitions the text of each definition, blanks before it, so that places are right
 */
record WhereClause(String expression, List<String> definitions) {
  private static final String WORD = "where";

  static WhereClause of(String text) {
    if (!text.contains(WORD)) {
      return new WhereClause(text, List.of());
    }
    Words words = new Words(new SourceText(text));
    int where = find(words);
    if (where < 0) {
      return new WhereClause(text, List.of());
    }
    int[] letters = text.codePoints().toArray();
    List<String> definitions = new ArrayList<>();
    int from = where + 1;
    while (from <= words.size()) {
      int comma = words.find(from, words.size(), ChainruleLexer.COMMA);
      int to = comma < 0 ? words.size() : comma;
      if (from == to) {
        throw words.source().refusal(words.endSpan(to), "found no definition", "u_1 = …", null);
      }
      definitions.add(part(letters, words.span(from).start(), words.span(to - 1).end()));
      from = to + 1;
    }
    return new WhereClause(part(letters, 0, words.span(where).start()), definitions);
  }

  /**
   * The first {@code where} outside brackets that has an expression before and an equation after.
   */
  private static int find(Words words) {
    for (int i = 1; i < words.size(); i++) {
      if (words.text(i).equals(WORD)
          && words.find(i + 1, words.size(), ChainruleLexer.EQUAL) >= 0) {
        return i;
      }
      i = Math.max(i, words.partner(i));
    }
    return -1;
  }

  /** A stretch of a text at its place, with the lines and columns before it left blank. */
  private static String part(int[] letters, int start, int end) {
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < start; i++) {
      part.append(letters[i] == '\n' ? '\n' : ' ');
    }
    for (int i = start; i < end; i++) {
      part.appendCodePoint(letters[i]);
    }
    return part.toString();
  }

  /** The declarations with the definitions of this clause. */
  Declarations within(Declarations declarations) {
    if (definitions.isEmpty()) {
      return declarations;
    }
    List<String> texts = new ArrayList<>(declarations.texts());
    texts.addAll(definitions);
    return Declarations.of(texts);
  }

  /**
   * The expression with the definitions of this clause put in.
   *
   * @param outer the number of definitions that are not of this clause and come first
   */
  Expr inserted(Expr expression, Declarations declarations, int outer) {
    List<Definition> all = declarations.definitions();
    return definitions.isEmpty()
        ? expression
        : new Insertion(all.subList(outer, all.size())).apply(expression);
  }

  /** Puts the values of definitions in the place of their names, to the last. */
  private static final class Insertion extends Rewriter {
    private final List<Definition> definitions;
    private final Map<Expr, Optional<Expr>> values = new HashMap<>();

    Insertion(List<Definition> definitions) {
      this.definitions = definitions;
    }

    private Optional<Expr> value(Expr node) {
      return values.computeIfAbsent(
          node,
          name ->
              definitions.stream()
                  .flatMap(definition -> instance(definition, name).stream())
                  .findFirst());
    }

    /** The value of a definition at the indices of a name that it is of. */
    private static Optional<Expr> instance(Definition definition, Expr name) {
      if (definition.target() == name) {
        return Optional.of(definition.value());
      }
      if (!(name instanceof IndexedSymbol element)
          || !(definition.target() instanceof IndexedSymbol pattern)
          || !element.family().equals(pattern.family())) {
        return Optional.empty();
      }
      Map<Expr, Expr> indices = new HashMap<>();
      for (int i = 0; i < pattern.indices().size(); i++) {
        if (pattern.indices().get(i) instanceof org.chainrule.expr.Symbol) {
          indices.put(pattern.indices().get(i), element.indices().get(i));
        } else if (pattern.indices().get(i) != element.indices().get(i)) {
          return Optional.empty();
        }
      }
      return Optional.of(Substitution.of(indices).apply(definition.value()));
    }

    @Override
    protected List<Expr> dependencies(Expr node) {
      return value(node).map(List::of).orElseGet(() -> super.dependencies(node));
    }

    @Override
    public Expr visit(org.chainrule.expr.Symbol symbol) {
      return value(symbol).map(this::result).orElse(symbol);
    }

    @Override
    public Expr visit(IndexedSymbol indexed) {
      return value(indexed).map(this::result).orElseGet(() -> super.visit(indexed));
    }
  }
}
