package org.chainrule.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.Chainrule;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Symbol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactsTest {
  private static final List<Expr> RELATIONS =
      List.of(parse("a > 0"), parse("b >= 0"), parse("a < c"), parse("d != 0"), parse("k <= T"));

  private static Expr parse(String text) {
    return Chainrule.parse(text);
  }

  private static Facts facts() {
    return Facts.of(Map.of(Symbol.of("i"), IndexRange.CONVENTIONAL), RELATIONS);
  }

  @Test
  void staysAsItIsWhereMoreIsKnown() {
    Facts some = Facts.none().with(parse("a > 0"));
    Facts more = some.with(parse("b > 0 and a < c"));

    assertThat(some.decide(parse("b > 0"))).isEmpty();
    assertThat(more.decide(parse("b > 0"))).hasValue(true);
    assertThat(more.decide(parse("c > 0"))).hasValue(true);
    assertThat(some.with(parse("a > 0"))).isSameAs(some);
  }

  @Test
  void knowsTheRangeThatAnIndexGoesThroughLast() {
    Symbol index = Symbol.of("i");
    Facts all = facts().withRange(index, new IndexRange(Expr.of(3), Expr.of(5)));

    assertThat(all.isPositive(parse("i - 2"))).isTrue();
    assertThat(facts().isPositive(parse("i - 2"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "a > 0, 0",
    "a >= 0, 0",
    "b >= 0, 1",
    "a + b > 0, 0 1",
    "c > 0, 0 2",
    "c > a, 2",
    "d = 0, 3",
    "T >= k, 4",
    "k > T, 4",
  })
  void notesByWhatSomethingIsFoundToHold(String condition, String places) {
    Set<Expr> used = new HashSet<>();

    assertThat(facts().noting(used).decide(parse(condition))).isPresent();
    for (String place : places.split(" ")) {
      assertThat(used).contains(RELATIONS.get(Integer.parseInt(place)));
    }
  }

  @Test
  void notesRangesToo() {
    Set<Expr> used = new HashSet<>();
    Facts facts = facts().noting(used);

    assertThat(facts.isPositive(parse("i + 1"))).isTrue();
    assertThat(used).contains(Symbol.of("i"));
  }

  @Test
  void notesNothingForWhatIsNotFound() {
    Set<Expr> used = new HashSet<>();

    assertThat(facts().noting(used).decide(parse("x > 0"))).isEqualTo(Optional.empty());
    assertThat(used).isEmpty();
  }

  @Test
  void tellsWhetherFewerFactsLeadToTheSame() {
    Set<Expr> used = new HashSet<>();
    Facts all = facts();
    all.noting(used).decide(parse("a > 0"));
    Facts withoutUsed = Facts.of(Map.of(), RELATIONS.subList(1, RELATIONS.size()));
    Facts withoutOther = Facts.of(Map.of(), RELATIONS.subList(0, 4));

    assertThat(all.leadAlike(withoutOther, used)).isTrue();
    assertThat(all.leadAlike(withoutUsed, used)).isFalse();
    assertThat(all.leadAlike(all.with(parse("x > 0")), used)).isFalse();
  }

  @Test
  void notesWhatHoldsOfAllElements() {
    Set<Expr> used = new HashSet<>();
    Symbol index = Symbol.of("i");
    Expr element = IndexedSymbol.of("x", List.of(index));
    Relation each = (Relation) Relation.less(Expr.of(0), element);
    Facts all = facts().withGeneral(Map.of(each, Map.of(index, IndexRange.CONVENTIONAL)));

    assertThat(all.noting(used).isPositive(IndexedSymbol.of("x", List.of(Expr.of(1))))).isFalse();
    assertThat(
            all.with(parse("1 <= n"))
                .noting(used)
                .isPositive(IndexedSymbol.of("x", List.of(Expr.of(1)))))
        .isTrue();
    assertThat(used).contains(each);
  }
}
