package org.chainrule.resolve;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.chainrule.error.Interruption;
import org.chainrule.expr.Function;
import org.chainrule.expr.Function.Parameter;
import org.chainrule.function.Functions;
import org.chainrule.parse.FreeNames;
import org.chainrule.parse.Names;
import org.chainrule.syntax.DeclaredShape;
import org.chainrule.syntax.RelationOperator;
import org.chainrule.syntax.Statement;
import org.chainrule.syntax.Syntax;
import org.chainrule.syntax.SyntaxWalk;
import org.jspecify.annotations.Nullable;

/**
 * The survey of all texts of a problem for how the one-letter subscripts of its names are meant.
 *
 * <p>The texts are read with every such subscript as an index; this gathers what speaks for
 * families, and {@link SubscriptDecision} then decides name by name.
 */
final class SubscriptSurvey {
  private record Bound(Syntax.Name index, @Nullable Bound outer) {}

  /**
   * A node that is still to be looked at.
   *
   * @param index whether names here stand for whole numbers, as in a subscript
   */
  private record Item(
      Syntax node, @Nullable Bound scope, List<Set<String>> vectors, boolean index) {}

  private final SubscriptEvidence found;

  SubscriptSurvey(Names known, Collection<String> families) {
    found = new SubscriptEvidence(known, families);
  }

  /** What has been seen so far. */
  SubscriptEvidence found() {
    return found;
  }

  /** Looks through a definition. */
  void define(Syntax target, Syntax value, Set<String> parameters, String text) {
    if (target instanceof Syntax.Subscripted subscripted) {
      SubscriptEvidence.Place place = new SubscriptEvidence.Place(target.span(), text);
      for (Syntax index : subscripted.indices()) {
        if (index instanceof Syntax.Name name) {
          found.sides.putIfAbsent(name.name(), place);
          defined(subscripted).add(name.name());
          if (isBelow(name, value)) {
            found.patterns.add(subscripted.family().name());
          }
        } else if (index instanceof Syntax.NumberLiteral number) {
          defined(subscripted).add(number.spelling());
        }
      }
      look(target, text);
    }
    look(value, text, parameters, false);
  }

  private Set<String> defined(Syntax.Subscripted target) {
    return found.defined.computeIfAbsent(target.family().name(), key -> new HashSet<>());
  }

  /** Whether a letter subscripts something in a tree. */
  private static boolean isBelow(Syntax.Name letter, Syntax tree) {
    boolean[] found = new boolean[1];
    SyntaxWalk.forEach(
        tree,
        node ->
            found[0] |=
                node instanceof Syntax.Subscripted subscripted
                    && subscripted.indices().stream()
                        .anyMatch(
                            each ->
                                each instanceof Syntax.Name name
                                    && name.name().equals(letter.name())));
    return found[0];
  }

  /** Takes names that are declared as vectors or matrices for families. */
  void declare(Statement.ShapeDeclaration declaration) {
    if (declaration.shape() instanceof DeclaredShape.Space space && !space.dimensions().isEmpty()) {
      declaration.names().forEach(each -> found.families.add(each.name()));
    }
  }

  /**
   * Takes a name for a family where the range of an index that its columns are declared with is
   * told; else the name with the index, unless more shows that it is one.
   */
  void declare(Statement.FamilyDeclaration declaration, String text) {
    for (Syntax.Subscripted member : declaration.names()) {
      String family = member.family().name();
      boolean isFamily =
          !declaration.ranges().isEmpty()
              || member.indices().size() > 1
              || member.bracketed()
              || member.indices().get(0) instanceof Syntax.Name letter
                  && found.known.isDeclaredIndex(letter.name());
      if (isFamily) {
        found.families.add(family);
      } else {
        found
            .columns
            .computeIfAbsent(family, key -> new LinkedHashMap<>())
            .put(
                member.indices().get(0).toString(),
                new SubscriptEvidence.Place(member.span(), text));
      }
    }
  }

  /** Looks through anything else. */
  void look(Syntax root, String text) {
    look(root, text, Set.of(), false);
  }

  private void look(Syntax root, String text, Set<String> parameters, boolean isIndex) {
    Set<String> valued = parameters.isEmpty() ? Set.of() : valued(root, parameters);
    Deque<Item> pending = new ArrayDeque<>();
    pending.push(new Item(root, null, List.of(), isIndex));
    while (!pending.isEmpty()) {
      Interruption.poll();
      Item item = pending.pop();
      Syntax node = item.node();
      if (node instanceof Syntax.Name name) {
        name(name, item, parameters);
      } else if (node instanceof Syntax.Subscripted subscripted && !isIdentity(subscripted)) {
        Bound scope = item.scope();
        see(subscripted, scope, text, parameters, valued);
        occurs(subscripted);
        push(pending, subscripted.indices(), scope, List.of(), true);
      } else if (node instanceof Syntax.Delta) {
        node.children().forEach(each -> index(each, item.scope(), node, text));
        push(pending, node.children(), item.scope(), List.of(), true);
      } else if (node instanceof Syntax.Reduction reduction) {
        push(pending, bounds(reduction), item.scope(), List.of(), true);
        Bound inner = new Bound(reduction.index(), item.scope());
        if (reduction.condition() != null) {
          pairs(reduction.condition(), inner, text);
          push(pending, List.of(reduction.condition()), inner, List.of(), true);
        }
        push(pending, List.of(reduction.body()), inner, item.vectors(), item.index());
      } else if (node instanceof Syntax.Array array) {
        push(pending, array.lengths(), item.scope(), List.of(), true);
        Bound inner = item.scope();
        for (Syntax.Name index : array.indices()) {
          inner = new Bound(index, inner);
        }
        push(pending, List.of(array.body()), inner, List.of(), item.index());
      } else if (node instanceof Syntax.Element element) {
        element.indices().forEach(each -> index(each, item.scope(), node, text));
        push(pending, element.indices(), item.scope(), List.of(), true);
        push(pending, List.of(element.vector()), item.scope(), item.vectors(), item.index());
      } else if (node instanceof Syntax.Array array) {
        push(pending, List.of(array.asSums()), item.scope(), item.vectors(), item.index());
      } else if (node instanceof Syntax.Call call) {
        call(call, item, pending);
      } else if (node instanceof Syntax.Derivative derivative) {
        for (Syntax variable : derivative.variables()) {
          if (variable instanceof Syntax.Subscripted subscripted) {
            see(subscripted, item.scope(), text, parameters, valued);
            push(pending, subscripted.indices(), item.scope(), List.of(), true);
          } else {
            push(pending, List.of(variable), item.scope(), item.vectors(), item.index());
          }
        }
        push(pending, List.of(derivative.body()), item.scope(), item.vectors(), item.index());
      } else {
        push(pending, node.children(), item.scope(), item.vectors(), item.index());
      }
    }
  }

  /** Looks at a variable that something is differentiated by. */
  void variable(Syntax variable, String text) {
    if (variable instanceof Syntax.Subscripted subscripted) {
      see(subscripted, null, text, Set.of(), Set.of());
      subscripted.indices().forEach(each -> look(each, text, Set.of(), true));
    } else {
      look(variable, text);
    }
  }

  private boolean isIdentity(Syntax.Subscripted subscripted) {
    Syntax length = subscripted.indices().get(0);
    return subscripted.indices().size() == 1
        && found.known.isIdentity(subscripted.family().name(), length.toString());
  }

  private void occurs(Syntax.Subscripted subscripted) {
    for (Syntax index : subscripted.indices()) {
      Set<String> occur =
          found.occurring.computeIfAbsent(subscripted.family().name(), key -> new HashSet<>());
      if (index instanceof Syntax.Name name) {
        occur.add(name.name());
      } else if (index instanceof Syntax.NumberLiteral number) {
        occur.add(number.spelling());
      }
    }
  }

  private void name(Syntax.Name name, Item item, Set<String> parameters) {
    if (parameters.contains(name.name()) || isBound(name.name(), item.scope())) {
      return;
    }
    item.vectors().forEach(each -> each.add(name.name()));
    if (item.vectors().isEmpty()) {
      found.bare.add(name.name());
    }
    if (!item.index()) {
      found.values.add(name.name());
    }
  }

  /** The parameters of a function that stand for numbers in it, and not below names alone. */
  private static Set<String> valued(Syntax root, Set<String> parameters) {
    Set<String> found = new HashSet<>();
    FreeNames.outsideSubscripts(root).forEach(name -> found.add(name.name()));
    found.retainAll(parameters);
    return found;
  }

  /** A letter that stands where only an index may is one everywhere. */
  private void index(Syntax node, @Nullable Bound scope, Syntax around, String text) {
    if (node instanceof Syntax.Name name && !isBound(name.name(), scope)) {
      found.indices.putIfAbsent(name.name(), new SubscriptEvidence.Place(around.span(), text));
    }
  }

  /** A letter that a bound index is compared with, as in {@code k != c}, is an index. */
  private void pairs(Syntax condition, Bound inner, String text) {
    SyntaxWalk.forEach(
        condition,
        node -> {
          boolean isPair =
              node instanceof Syntax.Comparison comparison
                  && comparison.operands().size() == 2
                  && (comparison.operators().get(0) == RelationOperator.EQUAL
                      || comparison.operators().get(0) == RelationOperator.NOT_EQUAL)
                  && comparison.operands().stream()
                      .anyMatch(
                          each -> each instanceof Syntax.Name name && isBound(name.name(), inner));
          if (isPair) {
            node.children().forEach(each -> index(each, inner, node, text));
          }
        });
  }

  private static List<Syntax> bounds(Syntax.Reduction reduction) {
    Syntax lower = reduction.lower();
    Syntax upper = reduction.upper();
    return lower == null || upper == null ? List.of() : List.of(lower, upper);
  }

  private static void push(
      Deque<Item> pending,
      List<Syntax> nodes,
      @Nullable Bound scope,
      List<Set<String>> vectors,
      boolean index) {
    for (int i = nodes.size() - 1; i >= 0; i--) {
      pending.push(new Item(nodes.get(i), scope, vectors, index));
    }
  }

  private static boolean isBound(String name, @Nullable Bound scope) {
    for (Bound bound = scope; bound != null; bound = bound.outer()) {
      if (bound.index().name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private void call(Syntax.Call call, Item item, Deque<Item> pending) {
    Function row =
        found.known.isFunction(call.function())
            ? null
            : Functions.named(call.function()).orElse(null);
    List<Parameter> parameters = row == null ? List.of() : row.parameters();
    for (int i = call.arguments().size() - 1; i >= 0; i--) {
      List<Set<String>> inside = item.vectors();
      boolean isMatrix = i < parameters.size() && parameters.get(i) == Parameter.MATRIX;
      if (isMatrix && call.arguments().get(i) instanceof Syntax.Name name) {
        found.named.add(name.name());
        found.families.add(name.name());
        continue;
      }
      if (i < parameters.size() && parameters.get(i) == Parameter.VECTOR) {
        Set<String> names = new LinkedHashSet<>();
        found.vectors.add(names);
        inside = List.of(names);
      }
      pending.push(new Item(call.arguments().get(i), item.scope(), inside, item.index()));
    }
  }

  private void see(
      Syntax.Subscripted subscripted,
      @Nullable Bound scope,
      String text,
      Set<String> parameters,
      Set<String> valued) {
    String family = subscripted.family().name();
    SubscriptEvidence.Place place = new SubscriptEvidence.Place(subscripted.span(), text);
    found.named.add(family);
    boolean single = subscripted.indices().size() == 1 && !subscripted.bracketed();
    if (!single) {
      found.families.add(family);
    }
    for (int i = 0; i < subscripted.indices().size(); i++) {
      Syntax index = subscripted.indices().get(i);
      int axis = i;
      SyntaxWalk.forEach(
          index,
          each -> {
            if (each instanceof Syntax.Name name
                && !isBound(name.name(), scope)
                && !parameters.contains(name.name())) {
              found
                  .below
                  .computeIfAbsent(name.name(), key -> new ArrayList<>())
                  .add(new SubscriptEvidence.Below(family, axis, place));
            }
          });
      if (single && index instanceof Syntax.Name name) {
        boolean isGiven =
            isBound(name.name(), scope)
                || found.known.isDeclaredIndex(name.name())
                || parameters.contains(name.name()) && !valued.contains(name.name());
        if (isGiven) {
          found.families.add(family);
        } else {
          found
              .letters
              .computeIfAbsent(family, key -> new LinkedHashMap<>())
              .putIfAbsent(name.name(), place);
        }
      } else if (!(index instanceof Syntax.NumberLiteral number)) {
        found.families.add(family);
      } else {
        found
            .numbers
            .computeIfAbsent(family, key -> new LinkedHashMap<>())
            .putIfAbsent(number.spelling(), place);
      }
    }
  }
}
