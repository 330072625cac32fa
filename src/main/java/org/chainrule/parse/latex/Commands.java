package org.chainrule.parse.latex;

import java.util.Map;
import java.util.Set;
import org.chainrule.notation.Greek;
import org.chainrule.parse.gen.ChainruleLexer;
import org.jspecify.annotations.Nullable;

/** The commands of LaTeX as data: which operator, relation, letter or accent each is. */
final class Commands {
  /** Signs between operands, and the words that they are. */
  private static final Map<String, Integer> OPERATORS =
      Map.ofEntries(
          Map.entry("+", ChainruleLexer.PLUS),
          Map.entry("-", ChainruleLexer.MINUS),
          Map.entry("−", ChainruleLexer.MINUS),
          Map.entry("*", ChainruleLexer.TIMES),
          Map.entry("·", ChainruleLexer.TIMES),
          Map.entry("⋅", ChainruleLexer.TIMES),
          Map.entry("×", ChainruleLexer.TIMES),
          Map.entry("\\cdot", ChainruleLexer.TIMES),
          Map.entry("\\times", ChainruleLexer.TIMES),
          Map.entry("\\ast", ChainruleLexer.TIMES),
          Map.entry("\\odot", ChainruleLexer.ELEMENTWISE_MULTIPLY),
          Map.entry("\\circ", ChainruleLexer.ELEMENTWISE_MULTIPLY),
          Map.entry("\\oslash", ChainruleLexer.ELEMENTWISE_DIVIDE),
          Map.entry("/", ChainruleLexer.DIVIDE),
          Map.entry("÷", ChainruleLexer.DIVIDE),
          Map.entry("\\div", ChainruleLexer.DIVIDE),
          Map.entry("\\slash", ChainruleLexer.DIVIDE),
          Map.entry("=", ChainruleLexer.EQUAL),
          Map.entry("\\coloneqq", ChainruleLexer.EQUAL),
          Map.entry("\\coloneq", ChainruleLexer.EQUAL),
          Map.entry("\\triangleq", ChainruleLexer.EQUAL),
          Map.entry("\\equiv", ChainruleLexer.EQUAL),
          Map.entry("\\doteq", ChainruleLexer.EQUAL),
          Map.entry("\\approx", ChainruleLexer.EQUAL),
          Map.entry("\\leftarrow", ChainruleLexer.EQUAL),
          Map.entry("\\gets", ChainruleLexer.EQUAL),
          Map.entry("\\ne", ChainruleLexer.NOT_EQUAL),
          Map.entry("\\neq", ChainruleLexer.NOT_EQUAL),
          Map.entry("≠", ChainruleLexer.NOT_EQUAL),
          Map.entry("<", ChainruleLexer.LESS),
          Map.entry("\\lt", ChainruleLexer.LESS),
          Map.entry(">", ChainruleLexer.GREATER),
          Map.entry("\\gt", ChainruleLexer.GREATER),
          Map.entry("\\le", ChainruleLexer.LESS_OR_EQUAL),
          Map.entry("\\leq", ChainruleLexer.LESS_OR_EQUAL),
          Map.entry("\\leqslant", ChainruleLexer.LESS_OR_EQUAL),
          Map.entry("\\leqq", ChainruleLexer.LESS_OR_EQUAL),
          Map.entry("≤", ChainruleLexer.LESS_OR_EQUAL),
          Map.entry("\\ge", ChainruleLexer.GREATER_OR_EQUAL),
          Map.entry("\\geq", ChainruleLexer.GREATER_OR_EQUAL),
          Map.entry("\\geqslant", ChainruleLexer.GREATER_OR_EQUAL),
          Map.entry("\\geqq", ChainruleLexer.GREATER_OR_EQUAL),
          Map.entry("≥", ChainruleLexer.GREATER_OR_EQUAL),
          Map.entry("\\land", ChainruleLexer.AND),
          Map.entry("\\wedge", ChainruleLexer.AND),
          Map.entry("\\lor", ChainruleLexer.OR),
          Map.entry("\\vee", ChainruleLexer.OR),
          Map.entry("\\lnot", ChainruleLexer.NOT),
          Map.entry("\\neg", ChainruleLexer.NOT),
          Map.entry(",", ChainruleLexer.COMMA),
          Map.entry(":", ChainruleLexer.COLON),
          Map.entry("\\colon", ChainruleLexer.COLON),
          Map.entry("\\to", ChainruleLexer.ARROW),
          Map.entry("\\rightarrow", ChainruleLexer.ARROW),
          Map.entry("\\mapsto", ChainruleLexer.ARROW));

  /** Relations that are read as equalities though they say something else besides. */
  private static final Map<String, String> REMARKS =
      Map.of(
          "\\approx", "`\\approx` was read as an equality",
          "\\leftarrow", "an update was read as its new value",
          "\\gets", "an update was read as its new value");

  /** Letters that LaTeX has several commands for, or a name of their own. */
  private static final Map<String, String> LETTERS =
      Map.ofEntries(
          Map.entry("\\varepsilon", "epsilon"),
          Map.entry("\\vartheta", "theta"),
          Map.entry("\\varphi", "phi"),
          Map.entry("\\varrho", "rho"),
          Map.entry("\\varkappa", "kappa"),
          Map.entry("\\imath", "i"),
          Map.entry("\\jmath", "j"),
          Map.entry("\\ell", "ell"),
          Map.entry("\\hbar", "hbar"),
          Map.entry("\\hslash", "hbar"),
          Map.entry("\\exponentialE", "e"),
          Map.entry("\\varGamma", "Gamma"),
          Map.entry("\\varDelta", "Delta"),
          Map.entry("\\varTheta", "Theta"),
          Map.entry("\\varLambda", "Lambda"),
          Map.entry("\\varPi", "Pi"),
          Map.entry("\\varSigma", "Sigma"),
          Map.entry("\\varPhi", "Phi"),
          Map.entry("\\varPsi", "Psi"),
          Map.entry("\\varOmega", "Omega"));

  /** Functions whose names in LaTeX, or in other languages, the table does not have. */
  private static final Map<String, String> FUNCTIONS =
      Map.ofEntries(
          Map.entry("tg", "tan"),
          Map.entry("ctg", "cot"),
          Map.entry("cotg", "cot"),
          Map.entry("cosec", "csc"),
          Map.entry("arctg", "atan"),
          Map.entry("arcctg", "acot"),
          Map.entry("sh", "sinh"),
          Map.entry("ch", "cosh"),
          Map.entry("th", "tanh"),
          Map.entry("cth", "coth"),
          Map.entry("arsh", "asinh"),
          Map.entry("arch", "acosh"),
          Map.entry("arth", "atanh"),
          Map.entry("sigm", "sigmoid"),
          Map.entry("signum", "sign"),
          Map.entry("lse", "logsumexp"),
          Map.entry("unitstep", "step"));

  private static final Map<String, String> ACCENTS =
      Map.of(
          "hat", "hat",
          "widehat", "hat",
          "bar", "bar",
          "overline", "bar",
          "tilde", "tilde",
          "widetilde", "tilde");

  /** Styles that do not make another name. */
  private static final Set<String> FONTS =
      Set.of(
          "mathrm",
          "mathbf",
          "mathit",
          "mathsf",
          "mathtt",
          "mathcal",
          "mathscr",
          "mathfrak",
          "mathnormal",
          "boldsymbol",
          "bm",
          "pmb",
          "bold",
          "symbf",
          "symbfit",
          "text",
          "textrm",
          "textbf",
          "textit",
          "textsf",
          "texttt",
          "textnormal",
          "mbox",
          "hbox",
          "operatorname",
          "operatornamewithlimits",
          "vec",
          "overrightarrow",
          "mathop",
          "ensuremath");

  private static final Set<String> CLASSES =
      Set.of(
          "mathclose",
          "mathopen",
          "mathord",
          "mathbin",
          "mathrel",
          "mathinner",
          "mathpunct",
          "boxed",
          "underbrace",
          "overbrace");

  /** What is a way to set letters up to the end of its group. */
  private static final Set<String> SWITCHES =
      Set.of("\\it", "\\rm", "\\bf", "\\sf", "\\tt", "\\cal", "\\sl", "\\em", "\\mit");

  /** What is known by name, and not read. */
  private static final Map<String, String> UNREAD =
      Map.ofEntries(
          Map.entry("\\int", "integrals are not read"),
          Map.entry("\\iint", "integrals are not read"),
          Map.entry("\\oint", "integrals are not read"),
          Map.entry("\\lim", "limits are not read"),
          Map.entry("\\limsup", "limits are not read"),
          Map.entry("\\liminf", "limits are not read"),
          Map.entry("\\sup", "suprema are not read; a maximum is \\max"),
          Map.entry("\\inf", "infima are not read; a minimum is \\min"),
          Map.entry("\\arg", "\\arg is not read"),
          Map.entry("\\argmax", "\\argmax is not read"),
          Map.entry("\\argmin", "\\argmin is not read"),
          Map.entry("\\Pr", "probabilities are not read"),
          Map.entry("\\det", "a determinant, and nothing here is a matrix"),
          Map.entry("\\otimes", "a product of matrices, and nothing here is a matrix"),
          Map.entry("\\oplus", "`\\oplus` is not read"),
          Map.entry("\\pm", "`\\pm` says two things at once"),
          Map.entry("\\mp", "`\\mp` says two things at once"),
          Map.entry("\\sim", "distributions are not read"),
          Map.entry("\\propto", "`\\propto` is no equality"),
          Map.entry("\\placeholder", "a place that was left empty"),
          Map.entry("\\forall", "quantifiers are not read"),
          Map.entry("\\exists", "quantifiers are not read"),
          Map.entry("\\imaginaryI", "complex numbers are not read"),
          Map.entry("\\Re", "complex numbers are not read"),
          Map.entry("\\Im", "complex numbers are not read"),
          Map.entry("\\cup", "sets are not read"),
          Map.entry("\\cap", "sets are not read"),
          Map.entry("\\Longrightarrow", "implications are not read"),
          Map.entry("\\Rightarrow", "implications are not read"),
          Map.entry("\\implies", "implications are not read"),
          Map.entry("\\iff", "implications are not read"),
          Map.entry(
              "\\varpi", "`\\varpi` is a letter that has no name here; `\\pi` is the constant"),
          Map.entry("\\varsigma", "`\\varsigma` is a letter that has no name here"),
          Map.entry("\\dagger", "conjugates are not read"));

  private Commands() {}

  /** The type of the operator that a sign or command is, or 0. */
  static int operator(String text) {
    return OPERATORS.getOrDefault(text, 0);
  }

  /** What is lost when a relation is read as an equality, or null. */
  static @Nullable String remark(String text) {
    return REMARKS.get(text);
  }

  static boolean isRelation(int type) {
    return switch (type) {
      case ChainruleLexer.EQUAL,
          ChainruleLexer.NOT_EQUAL,
          ChainruleLexer.LESS,
          ChainruleLexer.LESS_OR_EQUAL,
          ChainruleLexer.GREATER,
          ChainruleLexer.GREATER_OR_EQUAL ->
          true;
      default -> false;
    };
  }

  /** Whether an operator joins the factors of one product. */
  static boolean multiplies(int type) {
    return switch (type) {
      case ChainruleLexer.TIMES,
          ChainruleLexer.DIVIDE,
          ChainruleLexer.ELEMENTWISE_MULTIPLY,
          ChainruleLexer.ELEMENTWISE_DIVIDE ->
          true;
      default -> false;
    };
  }

  /** How the plain notation writes an operator. */
  static String plain(int type) {
    return switch (type) {
      case ChainruleLexer.PLUS -> "+";
      case ChainruleLexer.MINUS -> "-";
      case ChainruleLexer.TIMES -> "*";
      case ChainruleLexer.DIVIDE -> "/";
      case ChainruleLexer.ELEMENTWISE_MULTIPLY -> ".*";
      case ChainruleLexer.ELEMENTWISE_DIVIDE -> "./";
      case ChainruleLexer.EQUAL -> "=";
      case ChainruleLexer.NOT_EQUAL -> "!=";
      case ChainruleLexer.LESS -> "<";
      case ChainruleLexer.LESS_OR_EQUAL -> "<=";
      case ChainruleLexer.GREATER -> ">";
      case ChainruleLexer.GREATER_OR_EQUAL -> ">=";
      case ChainruleLexer.AND -> "and";
      case ChainruleLexer.OR -> "or";
      case ChainruleLexer.NOT -> "not";
      case ChainruleLexer.COMMA -> ",";
      case ChainruleLexer.COLON -> ":";
      default -> "->";
    };
  }

  /** The name of the letter that a command is, or null. */
  static @Nullable String letter(String command) {
    String other = LETTERS.get(command);
    if (other != null) {
      return other;
    }
    String name = command.substring(1);
    return command.startsWith("\\") && Greek.isName(name) ? name : null;
  }

  /** Another name of a function, or null. */
  static @Nullable String function(String name) {
    return FUNCTIONS.get(name);
  }

  /** The mark over a name that a style is, or null. */
  static @Nullable String accent(String style) {
    return ACCENTS.get(style);
  }

  static boolean isFont(String style) {
    return FONTS.contains(style);
  }

  /** Whether a style sets letters one by one, so that several are a product. */
  static boolean isBold(String style) {
    return switch (style) {
      case "mathbf", "boldsymbol", "bm", "pmb", "bold", "symbf", "symbfit", "mathcal", "mathscr" ->
          true;
      default -> false;
    };
  }

  static boolean isClass(String style) {
    return CLASSES.contains(style);
  }

  static boolean isSwitch(String command) {
    return SWITCHES.contains(command);
  }

  /** Why a command is not read, or null. */
  static @Nullable String unread(String command) {
    return UNREAD.get(command);
  }

  /** Whether a command stands for what was left out: 1, …, n. */
  static boolean isDots(Markup mark) {
    return switch (mark.text()) {
      case "\\dots", "\\ldots", "\\cdots", "\\dotsc", "\\dotsb", "…" -> true;
      default -> false;
    };
  }

  static boolean isTranspose(String text) {
    return switch (text) {
      case "T", "\\top", "\\intercal", "\\mathsf{T}", "\\mathrm{T}", "\\text{T}", "\\dagger" ->
          true;
      default -> false;
    };
  }
}
