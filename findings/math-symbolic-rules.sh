#!/usr/bin/env bash
# Package: Math::Symbolic 0.612 (Debian libmath-symbolic-perl 0.612-3), symbolic calculation in Perl.
# Expected: asin, acos, cot and log with a base have their known derivatives; simplify changes no value.
# Seen: d asin(x)/dx is 1/(1 - x^2), without the root: 1.3333 at 0.5 (1.1547), acos likewise;
#   d cot(x)/dx is -1/cos(x)^2 (the sine is meant): -1.2984 at 0.5 (-4.3507); d log(x, 2)/dx, by the
#   base, is 0 (-2.8854 at 0.5). And simplify() turns x^2 in a derivative to x: atan goes from the right
#   1/(1 + x^2) to 1/(1 + x), 0.6667 for 0.8, asinh from 1/sqrt(x^2 + 1) to the same 1/(1 + x), acosh to
#   1/(-1 + x). Typed in, 1/(1 + x^2) survives simplify.
# Why it matters: the derivative is right, the same derivative simplified is not: only a number shows it.
# Date: 2026-11-30
set -eu
export LC_ALL=C.UTF-8
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
apt-get download -qq libmath-symbolic-perl=0.612-3 libparse-recdescent-perl=1.967015+dfsg-4 2>/dev/null
for package in *.deb; do dpkg -x "$package" root; done
cat >try.pl <<'PERL'
use strict;
use warnings;
use Math::Symbolic;

for my $case (['asin(x)', 0.5], ['acos(x)', 0.5], ['cot(x)', 0.5], ['log(x, 2)', 0.5],
              ['atan(x)', 0.5], ['asinh(x)', 0.5], ['acosh(x)', 2]) {
  my ($text, $x) = @$case;
  my $f = Math::Symbolic->parse_from_string($text);
  my $d = Math::Symbolic::Operator->new('partial_derivative', $f, 'x')->apply_derivatives();
  printf "%s at %s: %.4f, simplified %.4f, difference %.4f\n", $text, $x, $d->value(x => $x),
    $d->simplify()->value(x => $x), ($f->value(x => $x + 1e-5) - $f->value(x => $x - 1e-5)) / 2e-5;
}
PERL
seen=$(perl -Iroot/usr/share/perl5 try.pl)
echo "$seen"
[ "$seen" = "asin(x) at 0.5: 1.3333, simplified 2.0000, difference 1.1547
acos(x) at 0.5: -1.3333, simplified -1.3333, difference -1.1547
cot(x) at 0.5: -1.2984, simplified -1.2984, difference -4.3507
log(x, 2) at 0.5: -0.0000, simplified 0.0000, difference -2.8854
atan(x) at 0.5: 0.8000, simplified 0.6667, difference 0.8000
asinh(x) at 0.5: 0.8944, simplified 0.6667, difference 0.8944
acosh(x) at 2: 0.5774, simplified 1.0000, difference 0.5774" ] || { echo "no longer as stated" >&2; exit 1; }
