package org.chainrule.print;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chainrule.notation.Greek;
import org.jspecify.annotations.Nullable;

/**
 * Presentation MathML Core of LaTeX as {@link LatexWriter} writes it, so that both show the same.
 * It is no reader of LaTeX: a command that no writer here writes is a fault.
 *
 * <p>Factors side by side have an invisible times between them, and a function's name an invisible
 * application before its argument, which screen readers speak. Functions and names of several
 * letters are upright; signs are those of Unicode.
 */
final class MathMl {
  private static final String TIMES = "<mo>\u2062</mo>";
  private static final String THIN = "<mspace width=\"0.17em\"/>";
  private static final String APPLICATION = "<mo>\u2061</mo>";

  /** Commands that are a sign between two sides. */
  private static final Map<String, String> OPERATORS =
      Map.ofEntries(
          Map.entry("leq", "≤"),
          Map.entry("geq", "≥"),
          Map.entry("neq", "≠"),
          Map.entry("land", "∧"),
          Map.entry("lor", "∨"),
          Map.entry("cdot", "⋅"),
          Map.entry("lceil", "⌈"),
          Map.entry("rceil", "⌉"),
          Map.entry("lfloor", "⌊"),
          Map.entry("rfloor", "⌋"),
          Map.entry("lVert", "‖"),
          Map.entry("rVert", "‖"),
          Map.entry("langle", "⟨"),
          Map.entry("rangle", "⟩"),
          Map.entry("odot", "⊙"),
          Map.entry("oslash", "⊘"),
          Map.entry("otimes", "⊗"),
          Map.entry("circ", "∘"),
          Map.entry("top", "⊤"));

  /** Signs that people write beside those that are written here. */
  private static final Map<String, String> FOREIGN_OPERATORS =
      Map.ofEntries(
          Map.entry("le", "≤"),
          Map.entry("ge", "≥"),
          Map.entry("ne", "≠"),
          Map.entry("times", "×"),
          Map.entry("in", "∈"),
          Map.entry("to", "→"),
          Map.entry("rightarrow", "→"),
          Map.entry("leftarrow", "←"),
          Map.entry("gets", "←"),
          Map.entry("mapsto", "↦"),
          Map.entry("Rightarrow", "⇒"),
          Map.entry("approx", "≈"),
          Map.entry("sim", "∼"),
          Map.entry("propto", "∝"),
          Map.entry("equiv", "≡"),
          Map.entry("pm", "±"),
          Map.entry("mid", "∣"),
          Map.entry("forall", "∀"),
          Map.entry("{", "{"),
          Map.entry("}", "}"));

  private static final Map<String, String> FOREIGN_LETTERS =
      Map.of(
          "ell",
          "ℓ",
          "nabla",
          "∇",
          "dots",
          "…",
          "ldots",
          "…",
          "cdots",
          "⋯",
          "varepsilon",
          "ε",
          "vartheta",
          "ϑ",
          "varphi",
          "φ");

  private static final Set<String> FUNCTIONS =
      Set.of(
          "exp", "log", "ln", "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh",
          "coth", "arcsin", "arccos", "arctan", "det", "arg", "lim", "sup", "inf", "Pr");

  private static final Map<String, String> LARGE =
      Map.of(
          "sum", "<mo>∑</mo>", "prod", "<mo>∏</mo>", "max", "<mi>max</mi>", "min", "<mi>min</mi>");

  private static final Map<String, String> MARKS = Map.of("hat", "ˆ", "tilde", "˜", "bar", "¯");

  private static final Pattern TALL = Pattern.compile("<m(frac|under|table|sqrt|root)");

  /** Signs that an operand follows: a minus behind them is no difference, and stands closer. */
  private static final Set<String> BEFORE_OPERAND =
      Stream.of("=", "≠", "&lt;", "&gt;", "≤", "≥", "⋅", ",", "(", "[", "∧", "∨")
          .map(each -> "<mo>" + each + "</mo>")
          .collect(Collectors.toUnmodifiableSet());

  /** How many arguments commands have. */
  private static final Map<String, Integer> ARGUMENTS =
      Map.ofEntries(
          Map.entry("frac", 2),
          Map.entry("binom", 2),
          Map.entry("sqrt", 1),
          Map.entry("substack", 1),
          Map.entry("hat", 1),
          Map.entry("tilde", 1),
          Map.entry("bar", 1));

  /** What an item is beside others. */
  private enum Role {
    OPERAND,
    /** What stands before the argument that it is applied to. */
    FUNCTION,
    /** A sign of sums and the like, with its bounds below and above. */
    LARGE,
    OPERATOR,
    /** A sign that belongs to what follows, as that of a partial derivative. */
    PREFIX,
    FENCED
  }

  private static final class Item {
    final String base;
    final Role role;

    /** Whether there is a space before it, as between factors. */
    final boolean isSpaced;

    @Nullable String below;
    @Nullable String above;

    Item(String base, Role role, boolean isSpaced) {
      this.base = base;
      this.role = role;
      this.isSpaced = isSpaced;
    }

    /** Whether it is a word, which would run into what is beside it. */
    boolean isWord() {
      return role == Role.FUNCTION
          || base.startsWith("<mi>") && base.length() > "<mi>x</mi>".length();
    }

    String text() {
      if (below == null && above == null) {
        return base;
      }
      String kind = role == Role.LARGE ? "under:over" : "sub:sup";
      String[] ends = kind.split(":", -1);
      String name = "m" + (below == null ? "" : ends[0]) + (above == null ? "" : ends[1]);
      return "<%s>%s%s%s</%s>"
          .formatted(
              name,
              base,
              Objects.requireNonNullElse(below, ""),
              Objects.requireNonNullElse(above, ""),
              name);
    }
  }

  /** A group that is open: what ends it, and what becomes of it. */
  private static final class Frame {
    /** A command that waits for arguments, an environment, a fence or nothing of these. */
    final String kind;

    final String detail;
    final List<Item> items = new ArrayList<>();
    final List<String> arguments = new ArrayList<>();
    final List<List<String>> rows = new ArrayList<>(List.of(new ArrayList<>()));

    /** Whether there is a space before a fence. */
    boolean isSpaced;

    Frame(String kind, String detail) {
      this.kind = kind;
      this.detail = detail;
    }

    boolean awaits() {
      return ARGUMENTS.containsKey(kind) || isScript();
    }

    boolean isScript() {
      return kind.equals("^") || kind.equals("_");
    }
  }

  private final String latex;
  private final boolean isForeign;
  private final Deque<Frame> frames = new ArrayDeque<>();
  private int place;
  private boolean isSpaced;

  private MathMl(String latex, boolean isForeign) {
    this.latex = latex;
    this.isForeign = isForeign;
  }

  /**
   * A whole {@code math} element.
   *
   * @param text what is spoken where MathML is not
   */
  static String of(String latex, String text) {
    return of(latex, text, false);
  }

  private static String of(String latex, String text, boolean isForeign) {
    return "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" displaystyle=\"true\" alttext=\""
        + escaped(text)
        + "\">"
        + new MathMl(latex, isForeign).read()
        + "</math>";
  }

  /** The same of LaTeX of anyone, where all that is in it is read. */
  static Optional<String> ofAny(String latex) {
    try {
      return Optional.of(of(latex, latex, true));
    } catch (RuntimeException notRead) {
      // What no writer here writes is not foreseen, and ends in one way or another.
      return Optional.empty();
    }
  }

  private String read() {
    frames.push(new Frame("", ""));
    while (place < latex.length()) {
      char next = latex.charAt(place);
      if (next == '\\') {
        command();
      } else if (Character.isDigit(next)) {
        number();
      } else {
        int start = place;
        place += Character.charCount(latex.codePointAt(place));
        character(next, latex.substring(start, place));
      }
    }
    if (frames.size() > 1) {
      throw new IllegalStateException("not closed: " + frames.element().kind);
    }
    return content(frames.pop());
  }

  private void character(char next, String text) {
    switch (next) {
      case ' ' -> isSpaced = true;
      case '{' -> frames.push(new Frame("{", ""));
      case '}' -> close();
      case '^', '_' -> frames.push(new Frame(String.valueOf(next), ""));
      case '&' -> endCell();
      case '-' -> add(isAfterSign() ? "<mo form=\"prefix\">−</mo>" : "<mo>−</mo>", Role.OPERATOR);
      case '\'' -> add("<mo>′</mo>", Role.OPERATOR);
      case '!' -> add("<mo>!</mo>", Role.OPERAND);
      // Brackets that LaTeX does not stretch.
      case '(', ')', '[', ']', '|' ->
          add("<mo stretchy=\"false\">" + text + "</mo>", Role.OPERATOR);
      case '+', '=', '<', '>', ',', '/', '*' ->
          add("<mo>" + escaped(text) + "</mo>", Role.OPERATOR);
      default -> add("<mi>" + escaped(text) + "</mi>", Role.OPERAND);
    }
  }

  /** Whether what comes next has no operand before it, though it is not the first in its group. */
  private boolean isAfterSign() {
    Frame frame = frames.element();
    return frame.items.isEmpty()
        ? frame.kind.equals("left")
        : BEFORE_OPERAND.contains(frame.items.get(frame.items.size() - 1).base);
  }

  private void number() {
    int start = place++;
    boolean isDigit = isForeign && frames.element().awaits();
    while (!isDigit
        && place < latex.length()
        && (Character.isDigit(latex.charAt(place)) || latex.charAt(place) == '.')) {
      place++;
    }
    add("<mn>" + latex.substring(start, place) + "</mn>", Role.OPERAND);
  }

  private void command() {
    place++;
    int start = place;
    while (place < latex.length() && Character.isLetter(latex.charAt(place))) {
      place++;
    }
    if (place == start) {
      place++;
    }
    String name = latex.substring(start, place);
    if (ARGUMENTS.containsKey(name)) {
      frames.push(new Frame(name, optional()));
    } else if (LARGE.containsKey(name)) {
      add(Objects.requireNonNull(LARGE.get(name)), Role.LARGE);
    } else if (OPERATORS.containsKey(name)) {
      add("<mo>" + OPERATORS.get(name) + "</mo>", Role.OPERATOR);
    } else if (FOREIGN_OPERATORS.containsKey(name)) {
      add("<mo>" + FOREIGN_OPERATORS.get(name) + "</mo>", Role.OPERATOR);
    } else if (isForeign && FOREIGN_LETTERS.containsKey(name)) {
      add("<mi>" + FOREIGN_LETTERS.get(name) + "</mi>", Role.OPERAND);
    } else {
      word(name);
    }
  }

  private void word(String name) {
    switch (name) {
      case "left" -> {
        Frame frame = new Frame("left", fence());
        frame.isSpaced = isSpaced;
        isSpaced = false;
        frames.push(frame);
      }
      case "right" -> closeFence();
      case "\\" -> endRow();
      case "begin" -> frames.push(new Frame("begin", braced()));
      case "end" -> endEnvironment(braced());
      case "text" ->
          add("<mtext>" + escaped(braced()).replace(' ', '\u00a0') + "</mtext>", Role.OPERATOR);
      case "operatorname" -> add("<mi>" + escaped(braced()) + "</mi>", Role.FUNCTION);
      case "mathrm" -> add("<mi>" + escaped(braced()) + "</mi>", Role.OPERAND);
      case "mathbf" -> add("<mi mathvariant=\"bold\">" + escaped(braced()) + "</mi>", Role.OPERAND);
      case "partial" -> add("<mi>∂</mi>", Role.PREFIX);
      case "infty" -> add("<mi>∞</mi>", Role.OPERAND);
      case ",", ";" -> add("<mspace width=\"0.28em\"/>", Role.OPERATOR);
      case "_", "#", "$", "%" -> add("<mi>" + name + "</mi>", Role.OPERAND);
      default -> {
        String letter = Greek.letter(name);
        if (letter != null) {
          add("<mi>" + letter + "</mi>", Role.OPERAND);
        } else if (isForeign ? FUNCTIONS.contains(name) : Character.isLetter(name.charAt(0))) {
          add("<mi>" + name + "</mi>", Role.FUNCTION);
        } else {
          throw new IllegalStateException("not written here: \\" + name);
        }
      }
    }
  }

  /** An argument in square brackets, if there is one. */
  private String optional() {
    if (place >= latex.length() || latex.charAt(place) != '[') {
      return "";
    }
    int end = latex.indexOf(']', place);
    String text = latex.substring(place + 1, end);
    place = end + 1;
    return text;
  }

  /** The text in braces that follows, which has no braces in it. */
  private String braced() {
    int end = latex.indexOf('}', place);
    String text = latex.substring(place + 1, end).replace("\\", "");
    place = end + 1;
    return text;
  }

  private String fence() {
    String sign;
    if (latex.charAt(place) == '\\') {
      int start = ++place;
      while (place < latex.length() && Character.isLetter(latex.charAt(place))) {
        place++;
      }
      sign = Objects.requireNonNull(OPERATORS.get(latex.substring(start, place)));
    } else {
      sign = latex.substring(place, ++place);
    }
    return "<mo>" + escaped(sign) + "</mo>";
  }

  /** Adds an item to the group that is open, or hands it to the command that waits for it. */
  private void add(String base, Role role) {
    Frame frame = frames.element();
    if (frame.awaits()) {
      take(frame, base);
    } else {
      frame.items.add(new Item(base, role, isSpaced));
    }
    isSpaced = false;
  }

  private void take(Frame frame, String argument) {
    frame.arguments.add(argument);
    if (frame.isScript()) {
      frames.pop();
      List<Item> items = frames.element().items;
      if (items.isEmpty()) {
        items.add(new Item("<mi></mi>", Role.OPERAND, false));
      }
      Item last = items.get(items.size() - 1);
      if (frame.kind.equals("^")) {
        last.above = argument;
      } else {
        last.below = argument;
      }
    } else if (frame.arguments.size() == ARGUMENTS.getOrDefault(frame.kind, 1)) {
      frames.pop();
      add(built(frame), Role.OPERAND);
    }
  }

  private static String built(Frame frame) {
    String first = frame.arguments.get(0);
    return switch (frame.kind) {
      case "frac" -> "<mfrac>" + first + frame.arguments.get(1) + "</mfrac>";
      case "binom" ->
          "<mrow><mo>(</mo><mfrac linethickness=\"0\">%s%s</mfrac><mo>)</mo></mrow>"
              .formatted(first, frame.arguments.get(1));
      case "sqrt" ->
          frame.detail.isEmpty()
              ? "<msqrt>" + first + "</msqrt>"
              : "<mroot>" + first + "<mn>" + frame.detail + "</mn></mroot>";
      case "substack" -> first;
      default ->
          "<mover accent=\"true\">"
              + first
              + "<mo stretchy=\"false\">"
              + MARKS.get(frame.kind)
              + "</mo></mover>";
    };
  }

  /** Closes a group in braces. */
  private void close() {
    Frame frame = frames.pop();
    boolean isStack = frames.element().kind.equals("substack");
    add(isStack ? stack(frame) : row(frame), Role.OPERAND);
  }

  private static String stack(Frame frame) {
    frame.rows.get(frame.rows.size() - 1).add(content(frame));
    StringBuilder text = new StringBuilder("<mtable>");
    frame.rows.forEach(
        cells -> text.append("<mtr><mtd>").append(String.join("", cells)).append("</mtd></mtr>"));
    return text.append("</mtable>").toString();
  }

  private void closeFence() {
    Frame frame = frames.pop();
    isSpaced = frame.isSpaced;
    String content = content(frame);
    String fenced = fence(frame.detail, content) + content + fence(fence(), content);
    add("<mrow>" + fenced + "</mrow>", Role.FENCED);
  }

  /** A fence as high as a letter, unless what is in it is higher than letters with scripts. */
  private static String fence(String fence, String content) {
    return TALL.matcher(content).find() ? fence : fence.replace("<mo>", "<mo stretchy=\"false\">");
  }

  private void endCell() {
    Frame frame = frames.element();
    frame.rows.get(frame.rows.size() - 1).add(content(frame));
    frame.items.clear();
  }

  private void endRow() {
    endCell();
    frames.element().rows.add(new ArrayList<>());
  }

  /** Ends cases or a matrix, the environments that are written. */
  private void endEnvironment(String name) {
    endCell();
    Frame frame = frames.pop();
    if (!frame.detail.equals(name)) {
      throw new IllegalStateException("not closed: " + frame.detail);
    }
    String left = "text-align:left;text-align:-webkit-left";
    switch (name) {
      case "cases" -> add("<mrow><mo>{</mo>" + table(frame, left) + "</mrow>", Role.OPERAND);
      case "bmatrix" ->
          add("<mrow><mo>[</mo>" + table(frame, "") + "<mo>]</mo></mrow>", Role.OPERAND);
      default -> throw new IllegalStateException("not written here: " + name);
    }
  }

  private static String table(Frame frame, String style) {
    String cellStart = style.isEmpty() ? "<mtd>" : "<mtd style=\"" + style + "\">";
    StringBuilder text = new StringBuilder("<mtable displaystyle=\"true\">");
    for (List<String> cells : frame.rows) {
      text.append("<mtr>");
      cells.forEach(cell -> text.append(cellStart).append(cell).append("</mtd>"));
      text.append("</mtr>");
    }
    return text.append("</mtable>").toString();
  }

  /** What a group shows, as one element. */
  private static String row(Frame frame) {
    String content = content(frame);
    return frame.items.size() == 1 ? content : "<mrow>" + content + "</mrow>";
  }

  private static String content(Frame frame) {
    StringBuilder text = new StringBuilder();
    Item before = null;
    for (Item item : frame.items) {
      text.append(between(before, item)).append(item.text());
      before = item;
    }
    return text.toString();
  }

  private static String between(@Nullable Item before, Item next) {
    if (before == null || next.role == Role.OPERATOR || next.base.equals("<mo>!</mo>")) {
      return "";
    }
    String times = before.isWord() || next.isWord() ? TIMES + THIN : TIMES;
    return switch (before.role) {
      case OPERAND -> next.role == Role.FENCED && !next.isSpaced ? APPLICATION : times;
      case FENCED -> times;
      case FUNCTION -> APPLICATION;
      case LARGE -> next.role == Role.FENCED && !next.isSpaced ? APPLICATION : "";
      case OPERATOR, PREFIX -> "";
    };
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
