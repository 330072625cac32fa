/*
 * The words of the plain notation.
 *
 * What a word means can hang on the space before it, the bracket after it and the names that are
 * defined; that is decided after this lexer, by org.chainrule.parse.TokenPass, which hands the
 * parser the tokens declared under "tokens" in place of what was written.
 */
lexer grammar ChainruleLexer;

tokens {
  IMPLICIT,         // a product without a sign
  FUNCTION,         // the name in a call
  REDUCE,           // sum, prod, max, min before a subscript
  REDUCE_CALL,      // the same before a bracket
  INDEX,            // the index that one of these binds
  SUBSCRIPT_INDEX,  // the same, written as an unbraced subscript
  INDEX_COMMA,      // the comma between two of them
  UPPER,            // the sign before an upper bound
  DERIVE,           // d/d and ∂/∂ before the variable
  DIFFERENTIAL,     // the d or ∂ before what is differentiated
  OVER,             // the /d or /∂ between that and the variable
  LABEL,            // a layer label after the subscript of its name
  CASES, DIFF,      // the words before their bracket
  ARRAY,            // the word before the bracket with the indices of an array
  MATRIX,           // the bracket before the rows of a matrix
  REALS, CROSS,     // R and x in a declaration
  SYMMETRIC         // the word at its end
}

IF: 'if';
OTHERWISE: 'otherwise';
AND: 'and';
OR: 'or';
NOT: 'not';
IN: 'in';

NUMBER: DIGIT+ ('.' DIGIT+)? EXPONENT? | '.' DIGIT+ EXPONENT?;
NAME: LETTER (LETTER | MARK | DIGIT)*;

SUBSCRIPT_NUMBER: '_' DIGIT+;
SUBSCRIPT_NAME: '_' LETTER (LETTER | MARK | DIGIT)*;
SUBSCRIPT_OPEN: '_{';
SMALL_SUBSCRIPT: [₀-₉₊₋ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼᵣᵤᵥ]+;
SUPERSCRIPT: [⁺⁻]? [⁰¹²³⁴-⁹]+;

LPAREN: '(';
RPAREN: ')';
LBRACE: '{';
RBRACE: '}';
LBRACKET: '[';
RBRACKET: ']';
COMMA: ',';
COLON: ':';
ARROW: '->' | '→';
DOTDOT: '..';

PLUS: '+';
MINUS: '-' | '−';
TIMES: '*' | '·' | '⋅' | '×';
DIVIDE: '/' | '÷';
POWER: '^' | '**';
MATRIX_MULTIPLY: '@';
ELEMENTWISE_MULTIPLY: '.*' | '⊙' | '∘';
ELEMENTWISE_DIVIDE: './' | '⊘';
ELEMENTWISE_POWER: '.^' | '.**';
EQUAL: '=' | '==';
NOT_EQUAL: '!=' | '≠';
LESS_OR_EQUAL: '<=' | '≤';
GREATER_OR_EQUAL: '>=' | '≥';
LESS: '<';
GREATER: '>';

SUM_SIGN: '∑' | 'Σ';
PRODUCT_SIGN: '∏';
PARTIAL: '∂';
RADICAL: '√';
INFINITY: '∞';
PRIME: ['′’] | '″';
TRANSPOSE: 'ᵀ';
INVERSE_TRANSPOSE: '⁻ᵀ';
NORM: '‖' | '||';
SEMICOLON: ';';

// Read only to be refused, with what to write instead.
ELLIPSIS: '...' | '…';
DOT: '.';
UNDERSCORE: '_';
BAR: '|';
BANG: '!';
PERCENT: '%';
ASSIGN: ':=';
FOREIGN_RELATION: '<>' | '=<' | '=>' | '===' | '=!';
FOREIGN_LOGIC: '&&' | '&' | '~' | '¬' | '∧' | '∨';

COMMENT: '#' ~[\r\n]* -> skip;
SPACE: [ \t\r\n\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000\uFEFF]+ -> skip;
UNKNOWN: .;

fragment DIGIT: [0-9];
fragment EXPONENT: 'e' [+-]? DIGIT+;
fragment LETTER: [A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ\u0370-\u03A2\u03A4-\u03FFἀ-῿µ];
fragment MARK: [\u0300-\u036F];
