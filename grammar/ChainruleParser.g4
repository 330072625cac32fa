/*
 * The sentences of the plain notation, over the tokens that org.chainrule.parse.TokenPass hands on.
 *
 * Every choice here is decided by the next token alone, and only brackets nest: chains of
 * operators, signs and prefix forms are loops. A test holds both. So parsing is linear in the
 * text, and as deep as its brackets. How far a prefix form reaches (sum_k, d/dx: to the end of its
 * product) and that powers join to the right is for org.chainrule.parse.TreeBuilder to arrange,
 * which listens while the parser reads and builds the syntax tree.
 */
parser grammar ChainruleParser;

options { tokenVocab = ChainruleLexer; }

expressionInput: condition EOF;
targetInput: reference EOF;
rangeInput: sum DOTDOT sum EOF;
shapeInput: shape SYMMETRIC? EOF;

condition: conjunction (OR conjunction)*;
conjunction: negation (AND negation)*;
negation: negationSign* relation;
negationSign: NOT;
relation: sum (relationOperator sum)*;
relationOperator: EQUAL | NOT_EQUAL | LESS | LESS_OR_EQUAL | GREATER | GREATER_OR_EQUAL;

sum: term (sumOperator term)*;
sumOperator: PLUS | MINUS;

term: factor (termOperator factor)*;
termOperator
  : TIMES | DIVIDE | IMPLICIT | MATRIX_MULTIPLY | ELEMENTWISE_MULTIPLY | ELEMENTWISE_DIVIDE
  ;
factor: (sign | reductionHead | derivativeHead)* power;
sign: MINUS;

power: operand transpose* (powerOperator powerSign* operand transpose*)*;
powerOperator: POWER | ELEMENTWISE_POWER;
powerSign: MINUS;
transpose: TRANSPOSE;

operand
  : number
  | reference
  | call
  | reduction
  | cases
  | derivative
  | quotient
  | group
  | matrix
  | array
  ;

number: NUMBER;
group: LPAREN condition RPAREN subscript? | LBRACE condition RBRACE;
reference: NAME (subscript subscript?)? LABEL?;
call: FUNCTION arguments subscript?;
arguments: LPAREN condition (COMMA condition)* RPAREN;
subscript
  : SUBSCRIPT_NUMBER
  | SUBSCRIPT_NAME
  | SUBSCRIPT_OPEN condition (COMMA condition)* RBRACE
  | LBRACKET condition (COMMA condition)* RBRACKET
  ;

// sum(i=5..7, …) and sum(i=5..7, i != j, …)
reduction: REDUCE_CALL LPAREN range COMMA condition (COMMA condition)? RPAREN;
range: index (EQUAL | IN) sum DOTDOT sum;
index: INDEX;

// sum_k, sum_{k != i}, sum_{i=5}^{7}, sum_{i=1..n, i != j}, sum_{i,j, i != j}
reductionHead: REDUCE (binder upper? | upper binder);
binder: smallIndex | SUBSCRIPT_OPEN (filter | binding) RBRACE;
smallIndex: SUBSCRIPT_INDEX;
binding: index (INDEX_COMMA index)* ((EQUAL | IN) sum (rangeEnd sum)?)? (COMMA filter)?;
rangeEnd: DOTDOT;
filter: condition;
upper: UPPER (number | name | LBRACE sum RBRACE | LPAREN sum RPAREN);
name: NAME;

derivativeHead: DERIVE reference;
quotient: DIFFERENTIAL (reference | call | group) OVER reference;
derivative: DIFF arguments;

cases: CASES LPAREN caseItem (COMMA caseItem)* RPAREN;
caseItem: condition (IF condition | otherwise);
otherwise: OTHERWISE;

// [1, 2; 3, 4]
matrix: MATRIX row (SEMICOLON row)* RBRACKET;
row: condition (COMMA condition)*;

// array(k=1..m, l=1..n, …)
array: ARRAY LPAREN (axis COMMA)+ condition RPAREN;
axis: index (EQUAL | IN) sum DOTDOT sum;

// R, R^n, R^{m x n}, 4x5, R -> R, R^2 x R -> R
shape: space (CROSS space)* (ARROW space)? | dimension (CROSS dimension)+;
space: REALS (POWER (dimension | LBRACE wideDimension (CROSS wideDimension)* RBRACE))?;
dimension: number | name;
wideDimension: sum;
