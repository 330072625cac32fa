package org.chainrule.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.chainrule.differentiate.Backpropagation;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.matrix.MatrixForm;
import org.chainrule.model.Question;

/**
 * The derivatives by the quantities on the way to a variable, from the expression backwards, as
 * answers tell them: of all elements where a quantity is a column or matrix, in the names that
 * courses give to layers where there are several.
 */
final class AdjointNotes {
  private final Question question;
  private final Presenter presenter;
  private final List<Backpropagation.Step> steps;
  private final UnaryOperator<Expr> shown;
  private final Optional<Deltas> deltas;

  /** A layer's name, and what it stands for, in matrices. */
  private record Told(MatrixForm name, MatrixForm adjoint, MatrixForm value) {}

  /** Layers from the output backwards, and what was asked for in their names. */
  private record Deltas(List<Told> layers, MatrixForm asked, MatrixForm last) {}

  /**
   * The notes of a derivation.
   *
   * @param shown an expression in the names of who asked
   */
  AdjointNotes(
      Question question,
      Presenter presenter,
      List<Backpropagation.Step> steps,
      UnaryOperator<Expr> shown) {
    this.question = question;
    this.presenter = presenter;
    this.steps = steps;
    this.shown = shown;
    deltas =
        question.isInMatrices()
            ? LayerDeltas.of(steps, question.allNames()).flatMap(this::inMatrices)
            : Optional.empty();
  }

  /** A line for each quantity. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (deltas.isPresent()) {
      for (Told each : deltas.get().layers()) {
        lines.add(text(each.name()) + " = " + text(each.adjoint()) + " = " + text(each.value()));
      }
      lines.add(text(deltas.get().asked()) + " = " + text(deltas.get().last()));
      return lines;
    }
    for (Backpropagation.Step step : steps) {
      lines.add(told(asked(step.by()), step.by()) + " = " + told(step.value(), step.by()));
    }
    return lines;
  }

  /**
   * The derivative in the names of layers, with what these are behind; none where there are none.
   */
  Optional<String> printed(Format format) {
    return deltas.filter(each -> format.isForReaders()).flatMap(each -> printed(each, format));
  }

  private Optional<String> printed(Deltas named, Format format) {
    List<String> definitions = new ArrayList<>();
    for (int i = named.layers().size() - 1; i >= 0; i--) {
      Told layer = named.layers().get(i);
      Optional<String> name = presenter.print(layer.name(), format);
      Optional<String> value = presenter.print(layer.value(), format);
      if (name.isEmpty() || value.isEmpty()) {
        return Optional.empty();
      }
      definitions.add(name.get() + " = " + value.get());
    }
    return presenter
        .print(named.last(), format)
        .map(each -> each + format.where() + String.join(format.separator(), definitions));
  }

  private String text(MatrixForm form) {
    return presenter.print(form, Format.TEXT).orElseThrow();
  }

  private Expr asked(Expr by) {
    return DerivativeTerm.of(question.expression(), by);
  }

  /** What is told of a quantity on the way, of all its elements where it is a column or matrix. */
  private String told(Expr told, Expr quantity) {
    Expr named = shown.apply(told);
    return MatrixView.of(question, named, quantity)
        .ofDerivative(Format.TEXT)
        .flatMap(each -> presenter.print(each, Format.TEXT))
        .orElseGet(() -> presenter.text(named));
  }

  /** Layers in matrices, if all of them are such. */
  private Optional<Deltas> inMatrices(LayerDeltas found) {
    Map<String, List<IndexRange>> ranges = new LinkedHashMap<>();
    for (LayerDeltas.Layer each : found.layers()) {
      ranges.put(
          each.name().family(),
          question.declarations().familyRanges().getOrDefault(each.quantity().family(), List.of()));
    }
    List<Told> layers = new ArrayList<>();
    for (LayerDeltas.Layer each : found.layers()) {
      Optional<MatrixForm> name = form(each.name(), each.quantity(), ranges);
      Optional<MatrixForm> adjoint = form(asked(each.quantity()), each.quantity(), ranges);
      Optional<MatrixForm> value = form(each.value(), each.quantity(), ranges);
      if (name.isEmpty() || adjoint.isEmpty() || value.isEmpty()) {
        return Optional.empty();
      }
      layers.add(new Told(name.get(), adjoint.get(), value.get()));
    }
    Expr by = steps.get(steps.size() - 1).by();
    Optional<MatrixForm> asked = form(asked(by), by, ranges);
    Optional<MatrixForm> last = form(found.last(), by, ranges);
    return asked.isPresent() && last.isPresent()
        ? Optional.of(new Deltas(layers, asked.get(), last.get()))
        : Optional.empty();
  }

  private Optional<MatrixForm> form(
      Expr told, Expr quantity, Map<String, List<IndexRange>> ranges) {
    return MatrixView.of(question, shown.apply(told), quantity, ranges).ofDerivative(Format.TEXT);
  }
}
