/*
 * The structure of LaTeX's mathematics mode: groups, scripts, the arguments of commands,
 * environments with their rows and cells.
 *
 * What the marks mean in mathematics is for org.chainrule.parse.latex.FormulaPass, which makes the
 * words of the notation of them. Every choice here is decided by the next token alone, and only
 * braces, \left and \begin nest.
 */
parser grammar LatexParser;

options { tokenVocab = LatexLexer; }

formula: rows EOF;
rows: row (separator row)*;
row: item*;
separator: NEW_ROW | ALIGN;

item: leaf | group | fenced | environment | fraction | root | styled | script | prime;
script: (SUB | SUPER) scriptArgument;
prime: PRIME;
scriptArgument: leaf | group | fraction | root | styled | fenced | scriptPrime;
scriptPrime: PRIME;
leaf: LETTER | DIGIT | SIGN | COMMAND | WORD | OPEN | CLOSE | LBRACKET | RBRACKET | BAR | DEFINES;
group: LBRACE rows RBRACE;
fenced: LEFT delimiter rows RIGHT delimiter;
delimiter: leaf;
environment: BEGIN rows END;
argument: leaf | group | styled;
fraction: FRACTION argument argument;
root: ROOT rootOrder? rootArgument;
rootOrder: LBRACKET (simple | group)* RBRACKET;
rootArgument: simple | group | styled;
simple: LETTER | DIGIT | SIGN | COMMAND | WORD;
styled: STYLED+ (leaf | group);
