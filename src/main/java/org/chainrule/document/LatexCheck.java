package org.chainrule.document;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The check of a formula that somebody wrote, before it becomes a part of a document in LaTeX: only
 * commands of mathematics that are known here, and everything that is opened closed. Nothing else
 * can be kept from writing files, or from ending the document.
 */
final class LatexCheck {
  private static final Set<String> COMMANDS =
      names(
          """
          alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu
          xi pi varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta
          Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega
          frac dfrac tfrac cfrac binom dbinom tbinom sqrt overline underline overbrace underbrace
          hat widehat tilde widetilde bar vec dot ddot check breve acute grave mathring overset
          underset stackrel substack boxed phantom hphantom vphantom
          mathrm mathbf mathit mathsf mathtt mathcal mathbb mathfrak boldsymbol operatorname text
          textrm textbf textit textsf texttt textnormal mbox displaystyle textstyle scriptstyle
          limits nolimits left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl
          Biggr bigm Bigm
          sum prod coprod int iint iiint oint bigcup bigcap bigoplus bigotimes bigodot bigvee
          bigwedge lim limsup liminf sup inf max min arg argmax argmin det dim ker deg gcd hom Pr
          sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh coth exp log ln lg
          pm mp times div cdot ast star circ bullet oplus ominus otimes oslash odot wedge vee cap
          cup setminus dagger
          le leq leqslant ge geq geqslant ll gg ne neq equiv sim simeq approx cong propto prec succ
          in ni notin subset supset subseteq supseteq mid parallel perp models vdash doteq not
          to gets leftarrow rightarrow leftrightarrow Leftarrow Rightarrow Leftrightarrow mapsto
          longrightarrow longleftarrow Longrightarrow implies iff uparrow downarrow nearrow searrow
          infty partial nabla forall exists nexists emptyset varnothing ell hbar Re Im aleph angle
          triangle top bot prime neg lnot land lor surd
          ldots cdots vdots ddots dots dotsc dotsb
          langle rangle lvert rvert lVert rVert vert Vert lfloor rfloor lceil rceil lbrace rbrace
          lbrack rbrack backslash
          quad qquad colon bmod pmod mod checkmark therefore because square blacksquare
          """);

  private static final Set<String> ENVIRONMENTS =
      names(
          "aligned gathered split cases matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix"
              + " smallmatrix");

  private static final String SIGNS = ",;:!> {}_|&%#$\\";

  private LatexCheck() {}

  private static Set<String> names(String text) {
    return Arrays.stream(text.strip().split("\\s+", -1)).collect(Collectors.toUnmodifiableSet());
  }

  /** Whether a formula can stand between the signs of mathematics. */
  static boolean isHarmless(String latex) {
    Deque<String> open = new ArrayDeque<>();
    int place = 0;
    while (place < latex.length()) {
      char next = latex.charAt(place++);
      switch (next) {
        case '{' -> open.push("{");
        case '}' -> {
          if (open.isEmpty() || !open.pop().equals("{")) {
            return false;
          }
        }
        case '$', '%', '#' -> {
          return false;
        }
        case '^' -> {
          if (latex.startsWith("^", place)) {
            return false;
          }
        }
        case '&' -> {
          if (open.isEmpty() || open.element().length() < 2 || open.element().equals("left")) {
            return false;
          }
        }
        case '\\' -> {
          int end = place;
          while (end < latex.length() && isLetter(latex.charAt(end))) {
            end++;
          }
          if (end == place) {
            if (end == latex.length() || !sign(latex.charAt(end), open)) {
              return false;
            }
            place++;
          } else {
            place = command(latex, latex.substring(place, end), end, open);
            if (place < 0) {
              return false;
            }
          }
        }
        default -> {
          if (next >= 0x80 || next == '\n' && latex.startsWith("\n", place)) {
            return false;
          }
        }
      }
    }
    return open.isEmpty() && !latex.isBlank();
  }

  private static boolean isLetter(char each) {
    return each >= 'a' && each <= 'z' || each >= 'A' && each <= 'Z';
  }

  /** Whether a command of one sign may stand here: rows only end within an environment. */
  private static boolean sign(char sign, Deque<String> open) {
    return SIGNS.indexOf(sign) >= 0
        && (sign != '\\' || !open.isEmpty() && ENVIRONMENTS.contains(open.element()));
  }

  /** Where the formula goes on behind a command, or -1 where it may not stand. */
  private static int command(String latex, String name, int end, Deque<String> open) {
    boolean isEnd = name.equals("end");
    if (isEnd || name.equals("begin")) {
      int close = latex.indexOf('}', end);
      if (close < 0 || latex.charAt(end) != '{') {
        return -1;
      }
      String environment = latex.substring(end + 1, close);
      if (isEnd && (open.isEmpty() || !open.pop().equals(environment))) {
        return -1;
      }
      if (!isEnd) {
        if (!ENVIRONMENTS.contains(environment)) {
          return -1;
        }
        open.push(environment);
      }
      return close + 1;
    }
    if (name.equals("left")) {
      open.push("left");
    } else if (name.equals("right") && (open.isEmpty() || !open.pop().equals("left"))) {
      return -1;
    }
    return COMMANDS.contains(name) ? end : -1;
  }
}
