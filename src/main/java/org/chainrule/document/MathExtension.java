package org.chainrule.document;

import java.util.Set;
import org.commonmark.node.Block;
import org.commonmark.parser.Parser;
import org.commonmark.parser.SourceLine;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Position;
import org.commonmark.parser.beta.Scanner;
import org.commonmark.parser.block.AbstractBlockParser;
import org.commonmark.parser.block.AbstractBlockParserFactory;
import org.commonmark.parser.block.BlockContinue;
import org.commonmark.parser.block.BlockStart;
import org.commonmark.parser.block.MatchedBlockParser;
import org.commonmark.parser.block.ParserState;

/**
 * Formulas in Markdown: {@code $…$} and {@code $$…$$} in a paragraph, and lines from one that
 * begins with {@code $$} to one that ends with it.
 *
 * <p>As elsewhere, a dollar sign opens a formula where no space follows, and closes it where none
 * stands before and no digit follows, so that "5$ and 6$" is none.
 */
final class MathExtension implements Parser.ParserExtension {
  /** How long a formula in a paragraph can be; what is longer is taken for text. */
  private static final int LONGEST_INLINE = 4_000;

  @Override
  public void extend(Parser.Builder builder) {
    builder.customInlineContentParserFactory(new Inline()).customBlockParserFactory(new Blocks());
  }

  private static final class Inline implements InlineContentParserFactory, InlineContentParser {
    @Override
    public Set<Character> getTriggerCharacters() {
      return Set.of('$');
    }

    @Override
    public InlineContentParser create() {
      return this;
    }

    @Override
    public ParsedInline tryParse(InlineParserState state) {
      Scanner scanner = state.scanner();
      boolean isDisplayed = scanner.matchMultiple('$') == 2;
      Position start = scanner.position();
      if (!isDisplayed && Character.isWhitespace(scanner.peek())) {
        return ParsedInline.none();
      }
      char before = ' ';
      for (int length = 0; length < LONGEST_INLINE && scanner.hasNext(); length++) {
        char next = scanner.peek();
        if (next == '$' && length > 0 && before != '\\') {
          Position end = scanner.position();
          int closing = scanner.matchMultiple('$');
          if (isDisplayed
              ? closing == 2
              : closing == 1
                  && !Character.isWhitespace(before)
                  && !Character.isDigit(scanner.peek())) {
            String latex = scanner.getSource(start, end).getContent().strip();
            return ParsedInline.of(new InlineMath(latex, isDisplayed), scanner.position());
          }
          return ParsedInline.none();
        }
        before = before == '\\' && next == '\\' ? ' ' : next;
        scanner.next();
      }
      return ParsedInline.none();
    }
  }

  private static final class Blocks extends AbstractBlockParserFactory {
    @Override
    public BlockStart tryStart(ParserState state, MatchedBlockParser matched) {
      CharSequence line = state.getLine().getContent();
      int start = state.getNextNonSpaceIndex();
      if (state.getIndent() >= 4
          || start + 2 > line.length()
          || line.charAt(start) != '$'
          || line.charAt(start + 1) != '$') {
        return BlockStart.none();
      }
      String rest = line.subSequence(start + 2, line.length()).toString().strip();
      boolean isWhole = rest.length() >= 2 && rest.endsWith("$$");
      if (rest.contains("$") && !isWhole
          || isWhole && rest.substring(0, rest.length() - 2).contains("$")) {
        return BlockStart.none();
      }
      return BlockStart.of(new Lines()).atIndex(start + 2);
    }
  }

  private static final class Lines extends AbstractBlockParser {
    private final MathBlock block = new MathBlock();
    private final StringBuilder text = new StringBuilder();
    private boolean isEnded;

    @Override
    public Block getBlock() {
      return block;
    }

    @Override
    public BlockContinue tryContinue(ParserState state) {
      return isEnded ? BlockContinue.none() : BlockContinue.atIndex(state.getIndex());
    }

    @Override
    public void addLine(SourceLine line) {
      String content = line.getContent().toString().strip();
      isEnded = content.endsWith("$$");
      text.append(isEnded ? content.substring(0, content.length() - 2) : content).append('\n');
    }

    @Override
    public void closeBlock() {
      block.latex = text.toString().strip();
    }
  }
}
