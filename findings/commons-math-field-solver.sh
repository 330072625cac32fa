#!/usr/bin/env bash
# Package: org.apache.commons:commons-math3 3.6.1 and org.hipparchus:hipparchus-core 4.0.3 (Maven).
# Expected: two equations, e*x + y = 1 and x + t*y = t^2, solved in DerivativeStructure, give at t = 2 the
#   same x as in doubles: 2 for a tiny e, with the derivative 3 by t.
# Seen: commons-math3's FieldLUDecomposition takes the first entry that is not zero for its pivot, however
#   small: x is 2.2204 for e = 1e-16 and 0 for 1e-20, while its derivative by t is 3 and the determinant
#   right. LUDecomposition in doubles gives 2, and Hipparchus, which has the same class, gives 2 too.
# Why it matters: derivatives through a solved system look right beside a value that has no digit in common
#   with the solution; e = 0 is right again.
# Date: 2026-11-30
set -eu
export LC_ALL=C.UTF-8
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat >pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>findings</groupId>
  <artifactId>solver</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>org.apache.commons</groupId>
      <artifactId>commons-math3</artifactId>
      <version>3.6.1</version>
    </dependency>
    <dependency>
      <groupId>org.hipparchus</groupId>
      <artifactId>hipparchus-core</artifactId>
      <version>4.0.3</version>
    </dependency>
  </dependencies>
</project>
XML
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies -DoutputDirectory="$dir/lib" >&2
cat >Commons.java <<'JAVA'
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.apache.commons.math3.linear.*;

class Commons {
  public static void main(String[] args) {
    for (double e : new double[] {1e-3, 1e-16, 1e-20, 0}) {
      DerivativeStructure t = new DerivativeStructure(1, 1, 0, 2.0);
      DerivativeStructure one = t.getField().getOne();
      FieldMatrix<DerivativeStructure> matrix =
          MatrixUtils.createFieldMatrix(new DerivativeStructure[][] {{one.multiply(e), one}, {one, t}});
      FieldVector<DerivativeStructure> right =
          MatrixUtils.createFieldVector(new DerivativeStructure[] {one, t.multiply(t)});
      DerivativeStructure x =
          new FieldLUDecomposition<>(matrix).getSolver().solve(right).getEntry(0);
      RealMatrix plain = MatrixUtils.createRealMatrix(new double[][] {{e, 1}, {1, 2}});
      RealVector known = MatrixUtils.createRealVector(new double[] {1, 4});
      System.out.printf(
          "e = %.0e: x %.4f, derivative %.4f; in doubles x %.4f%n",
          e, x.getValue(), x.getPartialDerivative(1),
          new LUDecomposition(plain).getSolver().solve(known).getEntry(0));
    }
  }
}
JAVA
cat >Hipparchus.java <<'JAVA'
import org.hipparchus.analysis.differentiation.*;
import org.hipparchus.linear.*;

class Hipparchus {
  public static void main(String[] args) {
    for (double e : new double[] {1e-3, 1e-16, 1e-20, 0}) {
      DerivativeStructure t = new DSFactory(1, 1).variable(0, 2.0);
      DerivativeStructure one = t.getField().getOne();
      FieldMatrix<DerivativeStructure> matrix =
          MatrixUtils.createFieldMatrix(new DerivativeStructure[][] {{one.multiply(e), one}, {one, t}});
      FieldVector<DerivativeStructure> right =
          MatrixUtils.createFieldVector(new DerivativeStructure[] {one, t.multiply(t)});
      DerivativeStructure x =
          new FieldLUDecomposition<>(matrix).getSolver().solve(right).getEntry(0);
      System.out.printf(
          "e = %.0e: x %.4f, derivative %.4f in Hipparchus%n",
          e, x.getValue(), x.getPartialDerivative(1));
    }
  }
}
JAVA
seen=$(for class in Commons Hipparchus; do java -Duser.language=en -cp "lib/*" "$class.java"; done)
echo "$seen"
[ "$seen" = "e = 1e-03: x 2.0040, derivative 3.0080; in doubles x 2.0040
e = 1e-16: x 2.2204, derivative 3.0000; in doubles x 2.0000
e = 1e-20: x 0.0000, derivative 3.0000; in doubles x 2.0000
e = 0e+00: x 2.0000, derivative 3.0000; in doubles x 2.0000
e = 1e-03: x 2.0040, derivative 3.0080 in Hipparchus
e = 1e-16: x 2.0000, derivative 3.0000 in Hipparchus
e = 1e-20: x 2.0000, derivative 3.0000 in Hipparchus
e = 0e+00: x 2.0000, derivative 3.0000 in Hipparchus" ] || { echo "no longer as stated" >&2; exit 1; }
