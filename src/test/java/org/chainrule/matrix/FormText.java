package org.chainrule.matrix;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.RationalNumber;
import org.chainrule.function.Functions;
import org.chainrule.notation.MatrixFunction;

/**
 * A reader of forms in plain notation for tests, of names with declared shapes: {@code "A : m n; S
 * : n n symmetric; x : n; c"}. The identity is written {@code I_n}.
 */
final class FormText {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(\\^T|\\.\\*|\\./|\\.\\^|[\\p{L}][\\p{L}\\d]*(?:_\\w+)?|\\d+|[-+*/^(),])");

  private final Map<String, MatrixForm> names = new HashMap<>();
  private final Set<MatrixForm> symmetric = new HashSet<>();
  private List<String> tokens = List.of();
  private int next;

  FormText(String declarations) {
    for (String declaration : declarations.split(";")) {
      String[] sides = declaration.strip().split("\\s*:\\s*");
      String name = sides[0];
      String[] words = sides.length == 1 ? new String[0] : sides[1].split("\\s+");
      if (words.length == 0) {
        names.put(name, new MatrixForm.Scalar(Expr.symbol(name)));
      } else if (words.length == 1) {
        names.put(
            name,
            new MatrixForm.Name(
                IndexedSymbol.of(name, Slot.ROW.symbol()), MatrixShape.column(length(words[0]))));
      } else {
        MatrixForm matrix =
            new MatrixForm.Name(
                IndexedSymbol.of(name, Slot.ROW.symbol(), Slot.COLUMN.symbol()),
                new MatrixShape(length(words[0]), length(words[1])));
        names.put(name, matrix);
        if (words.length == 3) {
          symmetric.add(matrix);
        }
      }
    }
  }

  private static Expr length(String word) {
    return Character.isDigit(word.charAt(0)) ? Expr.of(Long.parseLong(word)) : Expr.symbol(word);
  }

  boolean isSymmetric(MatrixForm.Name name) {
    return symmetric.contains(name);
  }

  MatrixForm read(String text) {
    tokens = new ArrayList<>();
    next = 0;
    Matcher matcher = TOKEN.matcher(text);
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      tokens.add(matcher.group(1));
      end = matcher.end();
    }
    MatrixForm form = sum();
    if (next < tokens.size() || end < text.length()) {
      throw new IllegalArgumentException(text + " at " + next + " of " + tokens);
    }
    return form;
  }

  private boolean accept(String token) {
    if (next < tokens.size() && tokens.get(next).equals(token)) {
      next++;
      return true;
    }
    return false;
  }

  private static MatrixForm minus(MatrixForm form) {
    return MatrixForm.Product.scaled(RationalNumber.MINUS_ONE, form);
  }

  private MatrixForm sum() {
    List<MatrixForm> terms = new ArrayList<>();
    terms.add(accept("-") ? minus(product()) : product());
    while (true) {
      if (accept("+")) {
        terms.add(product());
      } else if (accept("-")) {
        terms.add(minus(product()));
      } else {
        return MatrixForm.Sum.of(terms);
      }
    }
  }

  private MatrixForm product() {
    MatrixForm result = power();
    while (true) {
      if (accept("*")) {
        result = MatrixForm.Product.chain(result, power());
      } else if (accept("/")) {
        MatrixForm inverse = MatrixForm.Power.of(power(), RationalNumber.MINUS_ONE);
        result = MatrixForm.Product.chain(inverse, result);
      } else if (accept(".*")) {
        result = MatrixForm.Hadamard.of(List.of(result, power()));
      } else if (accept("./")) {
        MatrixForm inverse = MatrixForm.Power.of(power(), RationalNumber.MINUS_ONE);
        result =
            result.shape().isNumber()
                ? MatrixForm.Product.chain(result, inverse)
                : MatrixForm.Hadamard.of(List.of(result, inverse));
      } else {
        return result;
      }
    }
  }

  private MatrixForm power() {
    MatrixForm result = operand();
    while (true) {
      if (accept("^T")) {
        result = MatrixForm.Transpose.of(result);
      } else if (accept("^") || accept(".^")) {
        MatrixForm exponent = accept("-") ? minus(operand()) : operand();
        result = MatrixForm.Power.of(result, exponent);
      } else {
        return result;
      }
    }
  }

  private MatrixForm operand() {
    String token = tokens.get(next++);
    if (token.equals("(")) {
      MatrixForm inner = sum();
      next++;
      return inner;
    }
    if (Character.isDigit(token.charAt(0))) {
      return new MatrixForm.Scalar(Expr.of(Long.parseLong(token)));
    }
    if (names.containsKey(token)) {
      return names.get(token);
    }
    if (token.startsWith("I_")) {
      Expr length = Expr.symbol(token.substring(2));
      return new MatrixForm.Operation(
          MatrixFunction.IDENTITY, List.of(), new MatrixShape(length, length));
    }
    if (!accept("(")) {
      return new MatrixForm.Scalar(Expr.symbol(token));
    }
    List<MatrixForm> arguments = new ArrayList<>();
    do {
      arguments.add(sum());
    } while (accept(","));
    next++;
    return call(token, arguments);
  }

  private static MatrixForm call(String name, List<MatrixForm> arguments) {
    MatrixFunction function = MatrixFunction.named(name);
    Function elementwise = Functions.named(name).orElse(null);
    if (function == null) {
      return name.equals("sqrt")
          ? MatrixForm.Power.of(arguments.get(0), RationalNumber.HALF)
          : MatrixForm.Elementwise.of(elementwise, arguments);
    }
    MatrixShape of = arguments.get(0).shape();
    if (function == MatrixFunction.ONES || function == MatrixFunction.ZEROS) {
      Expr rows = ((MatrixForm.Scalar) arguments.get(0)).value();
      Expr columns =
          arguments.size() == 1
              ? RationalNumber.ONE
              : ((MatrixForm.Scalar) arguments.get(1)).value();
      return new MatrixForm.Operation(function, List.of(), new MatrixShape(rows, columns));
    }
    MatrixShape shape =
        switch (function) {
          case INVERSE, SOFTMAX -> of;
          case DIAGONAL -> MatrixShape.column(of.rows());
          case DIAGONAL_MATRIX -> new MatrixShape(of.rows(), of.rows());
          default -> MatrixShape.NUMBER;
        };
    return new MatrixForm.Operation(function, arguments, shape);
  }
}
