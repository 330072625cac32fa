/*
 * The marks of LaTeX's mathematics mode.
 *
 * Blanks of all kinds, sizes and styles are skipped: whether letters or digits stand together is
 * seen from where they stand.
 */
lexer grammar LatexLexer;

BEGIN
  : '\\begin' BLANK* '{' [A-Za-z]+ '*'? '}'
  | '\\begin' BLANK* '{array}' BLANK* '{' ~[{}]* '}'
  | '\\begin' BLANK* ('{alignat}' | '{alignat*}' | '{alignedat}') BLANK* '{' [0-9]+ '}'
  | '\\begin' BLANK* ('{aligned}' | '{gathered}') BLANK* '[' [tbc] ']'
  ;
END: '\\end' BLANK* '{' [A-Za-z]+ '*'? '}';
NEW_ROW: '\\\\' '*'? (BLANK* '[' [0-9.]+ [a-z]+ ']')? | '\\newline' | '\\cr';
ALIGN: '&';
DELIMITER: '$$' | '$' | '\\[' | '\\]' | '\\(' | '\\)';

LEFT: '\\left' | '\\mleft';
RIGHT: '\\right' | '\\mright';
FRACTION: '\\' ('frac' | 'dfrac' | 'tfrac' | 'cfrac' | 'binom' | 'dbinom' | 'tbinom');
ROOT: '\\sqrt';

// An equality that defines.
DEFINES
  : '\\' ('stackrel' | 'overset') BLANK* '{' BLANK*
    ( 'def' '.'? | '\\triangle' | '\\Delta'
    | '\\' (FONT | TEXT) BLANK* '{' BLANK* 'def' '.'? BLANK* '}'
    ) BLANK* '}' BLANK* ('{' BLANK* '=' BLANK* '}' | '=')
  ;

// One word in clothes is one mark; anything else in the braces is read as LaTeX.
WORD: '\\' (FONT | TEXT) '*'? BLANK* '{' (~[{}$\\&] | '\\_' | '\\ ' | '\\,' | '\\;' | '\\:')* '}';
STYLED: '\\' (FONT | TEXT | ACCENT | CLASS) '*'?;
TAG: '\\' ('tag' '*'? | 'label' | 'eqref' | 'ref') BLANK* '{' ~[{}]* '}' -> skip;

LBRACE: '{';
RBRACE: '}';
SUB: '_';
SUPER: '^';
PRIME: '\'';
LETTER: [A-Za-z];
DIGIT: [0-9];

LBRACKET: '[' | '\\lbrack';
RBRACKET: ']' | '\\rbrack';
OPEN: '(' | '\\{' | '\\lbrace' | '\\lparen' | '\\lfloor' | '\\lceil' | '\\langle';
CLOSE: ')' | '\\}' | '\\rbrace' | '\\rparen' | '\\rfloor' | '\\rceil' | '\\rangle';
BAR: '|' | '\\|' | '\\' ('vert' | 'Vert' | 'lvert' | 'rvert' | 'lVert' | 'rVert' | 'mid' | 'middle' '|');

SKIPPED
  : ( BLANK+
    | '~'
    | '\\,' | '\\:' | '\\;' | '\\!' | '\\>' | '\\ '
    | '\\' ('quad' | 'qquad' | 'hfill' | 'thinspace' | 'enspace' | 'enskip' | 'space')
    | '\\' ('displaystyle' | 'textstyle' | 'scriptstyle' | 'limits' | 'nolimits')
    | '\\' ('scriptscriptstyle' | 'tiny' | 'scriptsize' | 'footnotesize' | 'small' | 'normalsize')
    | '\\' ('large' | 'Large' | 'LARGE' | 'huge' | 'Huge')
    | '\\' ('color' | 'textcolor') BLANK* '{' ~[{}]* '}'
    | '\\' ('nonumber' | 'notag' | 'hline' | 'allowbreak' | 'mathstrut' | 'strut')
    | '\\' ('big' | 'Big' | 'bigg' | 'Bigg') [lrm]?
    | '\\' ('hspace' | 'vspace' | 'phantom' | 'hphantom' | 'vphantom') '*'? BLANK* '{' ~[{}]* '}'
    | '%' ~[\r\n]* ('\r'? '\n')?
    ) -> skip
  ;

COMMAND: '\\' [A-Za-z]+ '*'?;
SIGN: .;
ESCAPED: '\\' . -> type(SIGN);

fragment BLANK: [ \t\r\n\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000\uFEFF];
fragment TEXT
  : 'text' | 'textrm' | 'textbf' | 'textit' | 'textsf' | 'texttt' | 'textnormal' | 'mbox' | 'hbox'
  | 'operatorname' | 'operatornamewithlimits'
  ;
fragment FONT
  : 'mathrm' | 'mathbf' | 'mathit' | 'mathsf' | 'mathtt' | 'mathcal' | 'mathscr' | 'mathfrak'
  | 'mathbb' | 'mathnormal' | 'boldsymbol' | 'bm' | 'pmb' | 'bold' | 'symbf' | 'symbfit'
  ;
fragment ACCENT
  : 'hat' | 'widehat' | 'bar' | 'overline' | 'tilde' | 'widetilde' | 'vec' | 'overrightarrow'
  | 'dot' | 'ddot' | 'check' | 'breve' | 'acute' | 'grave' | 'underline'
  ;
fragment CLASS
  : 'mathclose' | 'mathopen' | 'mathord' | 'mathop' | 'mathbin' | 'mathrel' | 'mathinner'
  | 'mathpunct' | 'substack' | 'boxed' | 'ensuremath' | 'underbrace' | 'overbrace'
  ;

