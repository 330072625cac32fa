package org.chainrule.answer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chainrule.compile.CompiledPrograms;
import org.chainrule.compile.Program;
import org.chainrule.compile.graph.FamilyRanges;
import org.chainrule.compile.graph.Input;
import org.chainrule.error.CompileException;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Symbol;
import org.chainrule.model.Question;
import org.chainrule.resolve.Declarations;
import org.chainrule.resolve.Definition;
import org.chainrule.resolve.Lowering;

/** The link from names in text to what the compiler asks for. */
public final class Compilation {
  private final List<Question> questions;
  private final Declarations declarations;
  private final Map<String, List<IndexRange>> ranges = new HashMap<>();
  private final Map<String, List<IndexRange>> implied = new HashMap<>();

  /**
   * @param questions the expressions, read within one problem
   */
  public Compilation(List<Question> questions) {
    this.questions = List.copyOf(questions);
    if (questions.isEmpty()) {
      throw new CompileException("there is no expression to compile");
    }
    declarations = questions.get(0).declarations();
    for (Question question : questions) {
      if (question.expression() instanceof Relation || question.expression() instanceof Logical) {
        throw new CompileException("a condition is no number, and has no gradient");
      }
      addRanges(question.declarations());
      FamilyRanges.of(question.expression()).forEach(implied::putIfAbsent);
    }
  }

  private void addRanges(Declarations of) {
    Map<String, List<IndexRange>> known = of.familyRanges();
    for (String family : of.familiesWithRanges()) {
      ranges.putIfAbsent(family, known.getOrDefault(family, List.of()));
    }
  }

  public CompiledPrograms programs(List<String> variables, List<String> parameters) {
    return new CompiledPrograms(
        new Program.Request(
            questions.stream().map(Question::expression).toList(),
            variables.stream().map(this::input).toList(),
            parameters.stream().map(this::input).toList(),
            questions.get(0).definitions(),
            ranges,
            Map.of()),
        this::description);
  }

  /** What is compiled, then the definitions that it may use, as they were spelt. */
  private List<String> description() {
    List<String> texts = new ArrayList<>();
    for (Question question : questions) {
      texts.add(new Presenter(question.spelling()).text(question.expression()));
    }
    Presenter presenter = new Presenter(questions.get(0).spelling());
    for (Definition each : declarations.definitions()) {
      texts.add(presenter.text(each.target()) + " = " + presenter.text(each.value()));
    }
    return texts;
  }

  private Input input(String text) {
    String name = Objects.requireNonNull(text).strip();
    List<IndexRange> extents = extents(name);
    if (!extents.isEmpty()) {
      Expr any = IndexedSymbol.of(name, extents.stream().map(IndexRange::lower).toList());
      return new Input(any, extents);
    }
    Expr target = Lowering.name(name, declarations);
    if (target instanceof IndexedSymbol element
        && element.indices().stream().anyMatch(Symbol.class::isInstance)) {
      List<IndexRange> own = extents(element.family());
      if (own.size() != element.indices().size()) {
        throw new CompileException(
            "the range of "
                + name
                + " is not known; declare it, such as: "
                + element.family()
                + " : R^n");
      }
      return new Input(element, own);
    }
    if (!(target instanceof Symbol || target instanceof IndexedSymbol)) {
      throw new CompileException(text + " is no name");
    }
    return Input.of(target);
  }

  private List<IndexRange> extents(String family) {
    List<IndexRange> declared = ranges.get(family);
    return declared != null ? declared : implied.getOrDefault(family, List.of());
  }
}
