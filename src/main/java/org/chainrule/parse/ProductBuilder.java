package org.chainrule.parse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.antlr.v4.runtime.Token;
import org.chainrule.error.Span;
import org.chainrule.parse.gen.ChainruleParser;
import org.chainrule.syntax.Syntax;
import org.chainrule.syntax.Syntax.Binary;
import org.chainrule.syntax.Syntax.Negate;
import org.chainrule.syntax.SyntaxText;
import org.jspecify.annotations.Nullable;

/**
 * A builder of a product from its factors as they come.
 *
 * <p>A prefix form such as {@code sum_k} reaches to the end of the product in which it stands, so
 * the factors after it go to its body: each prefix form opens a level, and the end of the product
 * closes them all.
 */
final class ProductBuilder {
  /** How many characters of a reading are worth showing. */
  private static final int SHOWN = 120;

  private final SourceText source;
  private final Notes notes;
  private final Deque<Level> levels = new ArrayDeque<>(2);

  /** The factors of one body. */
  private static final class Level {
    final @Nullable Function<Built, Built> head;
    final List<Token> signs = new ArrayList<>();
    @Nullable Built product;
    @Nullable Token operator;
    int factors;
    boolean divided;
    boolean worthNoting;

    Level(@Nullable Function<Built, Built> head) {
      this.head = head;
    }
  }

  ProductBuilder(SourceText source, Notes notes) {
    this.source = source;
    this.notes = notes;
    levels.push(new Level(null));
  }

  private Level level() {
    return levels.element();
  }

  void operator(Token operator) {
    level().operator = operator;
  }

  void sign(Token sign) {
    level().signs.add(sign);
  }

  /** Opens the body of a prefix form, which makes its node from the body. */
  void open(Function<Built, Built> head) {
    levels.push(new Level(head));
  }

  void factor(Built operand) {
    Level level = level();
    Built left = level.product;
    Built factor = operand;
    if (left != null || !level.signs.isEmpty()) {
      factor.checkValue(source);
    }
    for (int i = level.signs.size() - 1; i >= 0; i--) {
      Span span = source.span(level.signs.get(i)).to(factor.extent());
      factor = new Built(new Negate(span, factor.node()));
    }
    level.signs.clear();
    Token operator = level.operator;
    level.factors++;
    if (left == null || operator == null) {
      level.product = factor;
      return;
    }
    left.checkValue(source);
    Binary.Operator operation =
        switch (operator.getType()) {
          case ChainruleParser.DIVIDE -> Binary.Operator.DIVIDE;
          case ChainruleParser.MATRIX_MULTIPLY -> Binary.Operator.MATRIX_MULTIPLY;
          case ChainruleParser.ELEMENTWISE_MULTIPLY -> Binary.Operator.ELEMENTWISE_MULTIPLY;
          case ChainruleParser.ELEMENTWISE_DIVIDE -> Binary.Operator.ELEMENTWISE_DIVIDE;
          default -> Binary.Operator.MULTIPLY;
        };
    boolean divides =
        operation == Binary.Operator.DIVIDE || operation == Binary.Operator.ELEMENTWISE_DIVIDE;
    boolean implicit = operator.getType() == ChainruleParser.IMPLICIT;
    level.worthNoting |= implicit && level.divided;
    level.divided |= divides;
    level.product =
        new Built(
            new Binary(
                left.extent().to(factor.extent()),
                operation,
                left.node(),
                factor.node(),
                implicit));
  }

  /** Closes all bodies and returns the product. */
  Built close() {
    while (true) {
      Level level = levels.pop();
      Built product = level.product;
      if (product == null) {
        throw new IllegalStateException("a product without factors");
      }
      if (level.worthNoting) {
        note(product, level.factors);
      }
      if (level.head == null) {
        return product;
      }
      factor(level.head.apply(product));
    }
  }

  private void note(Built product, int factors) {
    if (notes.isFull()) {
      return;
    }
    if (product.extent().end() - product.extent().start() > SHOWN) {
      notes.add(product.extent(), "products and quotients were read from left to right");
      return;
    }
    Deque<String> right = new ArrayDeque<>();
    Syntax left = product.node();
    for (int i = 1; i < factors && left instanceof Binary binary; i++) {
      right.push(sign(binary.operator()) + factor(binary.right()));
      left = binary.left();
    }
    String written = source.slice(product.extent());
    StringBuilder read = new StringBuilder("(".repeat(Math.max(0, right.size() - 1)));
    read.append(factor(left));
    int remaining = right.size();
    for (String each : right) {
      read.append(each).append(--remaining > 0 ? ")" : "");
    }
    notes.add(product.extent(), "`" + written + "` was read as `" + read + "`");
  }

  private static String sign(Binary.Operator operator) {
    return switch (operator) {
      case DIVIDE -> "/";
      case MATRIX_MULTIPLY -> " @ ";
      case ELEMENTWISE_MULTIPLY -> " .* ";
      case ELEMENTWISE_DIVIDE -> " ./ ";
      default -> "*";
    };
  }

  private static String factor(Syntax node) {
    boolean loose = node instanceof Binary binary && binary.operator() != Binary.Operator.POWER;
    String text = SyntaxText.of(node);
    return loose ? "(" + text + ")" : text;
  }
}
