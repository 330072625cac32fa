package org.chainrule.print;

import java.util.List;
import java.util.Locale;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Binder;
import org.chainrule.expr.BoundIndex;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.KroneckerDelta;
import org.chainrule.expr.Logical;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.expr.Visitor;

/**
 * The printer of an expression as {@code {"root":…,"nodes":[…]}}: each distinct node once, parts
 * before wholes; a part is the number of its node, and a node's number is its place in the list.
 * Rationals are strings, so that no digit is lost. A bound index has the height of its binder,
 * which no binder inside that one has.
 */
final class JsonPrinter implements Visitor<String> {
  private final NodeOrder order;

  private JsonPrinter(NodeOrder order) {
    this.order = order;
  }

  static String print(Expr root) {
    NodeOrder order = new NodeOrder(root);
    JsonPrinter printer = new JsonPrinter(order);
    StringBuilder out = new StringBuilder("{\"root\":").append(order.number(root));
    String before = ",\"nodes\":[";
    for (Expr node : order.nodes()) {
      out.append(before).append('{').append(node.accept(printer)).append('}');
      before = ",";
    }
    return out.append("]}").toString();
  }

  private static String kind(String kind) {
    return "\"kind\":\"" + kind + "\"";
  }

  private static String text(String key, String value) {
    return ",\"" + key + "\":" + quoted(value);
  }

  private static String quoted(String value) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char each = value.charAt(i);
      if (each == '"' || each == '\\') {
        out.append('\\').append(each);
      } else if (each < ' ') {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) each));
      } else {
        out.append(each);
      }
    }
    return out.append('"').toString();
  }

  private String part(String key, Expr node) {
    return ",\"" + key + "\":" + order.number(node);
  }

  private String parts(String key, List<Expr> nodes) {
    StringBuilder out = new StringBuilder(",\"").append(key).append("\":[");
    for (int i = 0; i < nodes.size(); i++) {
      out.append(i == 0 ? "" : ",").append(order.number(nodes.get(i)));
    }
    return out.append(']').toString();
  }

  @Override
  public String visit(RationalNumber number) {
    return kind("number") + text("value", number.value().toString());
  }

  @Override
  public String visit(NamedConstant constant) {
    return kind("constant") + text("name", constant.kind().text());
  }

  @Override
  public String visit(Symbol symbol) {
    return kind("symbol") + text("name", symbol.name());
  }

  @Override
  public String visit(BoundIndex index) {
    return kind("index") + ",\"height\":" + index.height();
  }

  @Override
  public String visit(IndexedSymbol indexed) {
    return kind("element") + text("family", indexed.family()) + parts("indices", indexed.indices());
  }

  @Override
  public String visit(Sum sum) {
    StringBuilder out = new StringBuilder(kind("sum"));
    out.append(text("constant", sum.constant().toString()));
    String before = ",\"terms\":[";
    for (Sum.Term term : sum.terms()) {
      String coefficient = text("coefficient", term.coefficient().toString()).substring(1);
      out.append(before).append('{').append(coefficient).append(part("of", term.expression()));
      out.append('}');
      before = ",";
    }
    return out.append(']').toString();
  }

  @Override
  public String visit(Product product) {
    StringBuilder out = new StringBuilder(kind("product"));
    out.append(text("coefficient", product.coefficient().toString()));
    String before = ",\"factors\":[";
    for (Product.Factor factor : product.factors()) {
      String base = part("base", factor.base()).substring(1);
      String exponent = factor.exponent().isOne() ? "" : part("exponent", factor.exponent());
      out.append(before).append('{').append(base).append(exponent).append('}');
      before = ",";
    }
    return out.append(']').toString();
  }

  @Override
  public String visit(Power power) {
    return kind("power") + part("base", power.base()) + part("exponent", power.exponent());
  }

  @Override
  public String visit(Apply apply) {
    List<Integer> orders = apply.function().derivativeOrders();
    boolean derived = orders.stream().anyMatch(order -> order > 0);
    return kind("call")
        + text("function", apply.function().name())
        + (derived ? ",\"derivative\":" + orders.toString().replace(" ", "") : "")
        + parts("arguments", apply.arguments());
  }

  private String binder(Binder binder) {
    return ",\"height\":"
        + binder.height()
        + part("lower", binder.lower())
        + part("upper", binder.upper());
  }

  @Override
  public String visit(Reduction reduction) {
    return kind("reduction")
        + text("operator", reduction.operator().text())
        + binder(reduction)
        + part("condition", reduction.condition())
        + part("body", reduction.body());
  }

  @Override
  public String visit(Elements elements) {
    return kind("elements") + binder(elements) + part("body", elements.body());
  }

  @Override
  public String visit(KroneckerDelta delta) {
    return kind("delta") + part("left", delta.left()) + part("right", delta.right());
  }

  @Override
  public String visit(Piecewise piecewise) {
    StringBuilder out = new StringBuilder(kind("cases")).append(",\"branches\":[");
    String before = "";
    for (Piecewise.Branch branch : piecewise.branches()) {
      String value = part("value", branch.value()).substring(1);
      out.append(before).append('{').append(value).append(part("if", branch.condition()));
      out.append('}');
      before = ",";
    }
    out.append(']');
    piecewise.otherwise().ifPresent(rest -> out.append(part("otherwise", rest)));
    return out.toString();
  }

  @Override
  public String visit(Relation relation) {
    return kind("relation")
        + text("operator", relation.operator().text())
        + part("left", relation.left())
        + part("right", relation.right());
  }

  @Override
  public String visit(Logical logical) {
    return kind("logical")
        + text("operator", logical.operator().text())
        + parts("operands", logical.operands());
  }

  @Override
  public String visit(DerivativeTerm derivative) {
    StringBuilder out = new StringBuilder(kind("derivative")).append(part("of", derivative.body()));
    String before = ",\"by\":[";
    for (DerivativeTerm.Variable each : derivative.by()) {
      String variable = part("variable", each.variable()).substring(1);
      out.append(before).append('{').append(variable).append(",\"order\":").append(each.order());
      out.append('}');
      before = ",";
    }
    return out.append(']').toString();
  }
}
