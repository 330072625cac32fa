package org.chainrule.parse.latex;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.chainrule.error.ParseException;
import org.chainrule.notation.NameText;
import org.chainrule.parse.Arity;
import org.chainrule.parse.FunctionNames;
import org.chainrule.parse.LatexText;
import org.chainrule.parse.Names;
import org.chainrule.parse.Notation;
import org.chainrule.parse.SourceText;
import org.chainrule.parse.TokenText;

/** The notation of a problem of which some texts are LaTeX, which all of them tell how to read. */
public final class LatexNotation implements Notation {
  private final Vocabulary vocabulary;

  private LatexNotation(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /**
   * The notation of a problem.
   *
   * @param statements its definitions, declarations and assumptions
   * @param expressions its other texts
   * @param variables its lists of variables
   * @param known the names that texts in plain notation define or declare
   */
  public static Notation of(
      List<String> statements,
      List<String> expressions,
      List<String> variables,
      Names known,
      FunctionNames functions) {
    List<String> all = new ArrayList<>(statements);
    all.addAll(expressions);
    all.addAll(variables);
    if (all.stream().noneMatch(LatexText::is)) {
      return PLAIN;
    }
    Vocabulary vocabulary = new Vocabulary(functions);
    known.values().forEach(vocabulary::know);
    vocabulary.shaped = known.isShaped();
    ProblemScan scan = new ProblemScan(vocabulary);
    for (String text : variables) {
      if (LatexText.is(text)) {
        scan.variables(MarkupReader.read(new SourceText(text)));
      }
    }
    for (String text : statements) {
      if (LatexText.is(text)) {
        scan.text(MarkupReader.read(new SourceText(text)));
      }
    }
    vocabulary.stated.addAll(vocabulary.bracketed.keySet());
    for (String text : expressions) {
      if (LatexText.is(text)) {
        scan.text(MarkupReader.read(new SourceText(text)));
      }
    }
    vocabulary.forgetFunctions();
    return new LatexNotation(vocabulary);
  }

  /**
   * Reads the words of a text.
   *
   * @throws ParseException if LaTeX cannot be read, or could be read in two ways
   */
  @Override
  public TokenText words(String text) {
    if (!LatexText.is(text)) {
      return PLAIN.words(text);
    }
    SourceText source = new SourceText(text);
    return new FormulaPass(source, vocabulary).read(MarkupReader.read(source));
  }

  @Override
  public boolean readsLike(Notation other) {
    return other instanceof LatexNotation that && vocabulary.readsLike(that.vocabulary);
  }

  /** The plain name that a text names in LaTeX, or in the plain notation; itself if it is none. */
  public static String plainName(String text) {
    if (NameText.of(text).isPresent()) {
      return text;
    }
    try {
      SourceText source = new SourceText(text);
      Vocabulary vocabulary = new Vocabulary(NO_FUNCTIONS);
      List<Markup> displays = MarkupReader.read(source);
      new ProblemScan(vocabulary).names(displays);
      String plain = new FormulaPass(source, vocabulary).read(displays).plain();
      return NameText.of(plain).isPresent() ? plain : text;
    } catch (ParseException noName) {
      // Whoever binds it says that it is no name.
      return text;
    }
  }

  private static final FunctionNames NO_FUNCTIONS =
      new FunctionNames() {
        @Override
        public Optional<String> canonical(String name) {
          return Optional.empty();
        }

        @Override
        public Arity arity(String canonical) {
          return Arity.of(1);
        }

        @Override
        public boolean takesVector(String canonical, int argument) {
          return false;
        }

        @Override
        public Collection<String> names() {
          return List.of();
        }
      };
}
